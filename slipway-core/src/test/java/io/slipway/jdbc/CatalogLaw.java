package io.slipway.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs a script on a server and replays it on a catalog; both must end up the same. */
final class CatalogLaw {
  private final SqlParser parser;
  private final Connection connection;
  private final boolean notNullHasNames;

  CatalogLaw(SqlParser parser, Connection connection, int major) {
    this.parser = parser;
    this.connection = connection;
    this.notNullHasNames = major >= 18;
  }

  /** Lines that only one of the two has; empty where the law holds. */
  List<String> differences(String name, String sql) throws SQLException {
    Catalog replayed = Catalog.empty();
    Script script = parser.parse(name, sql);
    try (var session = connection.createStatement()) {
      for (Statement statement : script.statements()) {
        session.execute(statement.text());
        Replay.apply(statement.change(), replayed);
      }
      session.execute("reset search_path");
    }
    Catalog live = new CatalogReader(parser).read(connection);
    List<String> differences = differences(replayed, live);
    Set<String> kept = CatalogText.of(written(), notNullHasNames);
    for (String line : CatalogText.of(live, notNullHasNames)) {
      if (!kept.contains(line)) differences.add("not in the snapshot: " + line);
    }
    return differences;
  }

  /** The catalog that comes back from a snapshot's file. */
  private Catalog written() throws SQLException {
    StringWriter file = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(file)) {
      CatalogReader.snapshot(connection, Instant.EPOCH).write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return CatalogSnapshot.read("snapshot.json", file.toString()).catalog(parser);
  }

  private List<String> differences(Catalog replayed, Catalog live) {
    // What a query gives is not replayed in full: those relations' columns are not compared.
    Set<String> expected = CatalogText.of(live, notNullHasNames);
    Set<String> actual = CatalogText.of(replayed, notNullHasNames);
    List<String> partial =
        replayed.tables().stream()
            .filter(it -> !replayed.knowsAllOf(it.name()))
            .map(it -> "column " + it.name() + ".")
            .toList();
    List<String> differences = new ArrayList<>();
    for (String line : expected) {
      boolean skipped = partial.stream().anyMatch(line::startsWith);
      if (!skipped && !actual.contains(line)) differences.add("server only: " + line);
    }
    for (String line : actual) {
      if (!expected.contains(line)) differences.add("replay only: " + line);
    }
    return differences;
  }
}
