package io.slipway.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of the room: the catalog replayed from statements is the catalog read from a server that
 * ran them.
 */
class CatalogLawTest {
  private static final Path CASES =
      Path.of(System.getProperty("slipway.root", ".."), "slipway-core/src/test/resources/catalog");

  private final SqlParser parser = SqlParser.create();

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void replayGivesWhatTheServerHas(String file) throws Exception {
    String sql = Files.readString(CASES.resolve(file));
    for (int major : TestPostgres.majors()) {
      if (major < oldest(sql)) continue;
      try (var database = TestPostgres.fresh(major);
          Connection connection = database.connect()) {
        assertThat(new CatalogLaw(parser, connection, major).differences(file, sql))
            .as("%s on PostgreSQL %d", file, major)
            .isEmpty();
      }
    }
  }

  /** {@code -- from 15} in the first line: older servers lack the syntax. */
  private static int oldest(String sql) {
    return sql.startsWith("-- from ") ? Integer.parseInt(sql.substring(8, 10)) : 14;
  }

  @Test
  void replayGivesWhatTheServerHasForEveryFormOfTheLockMatrix() throws Exception {
    List<String> broken = new ArrayList<>();
    int tried = 0;
    try (var database = TestPostgres.fresh();
        Connection connection = database.connect()) {
      CatalogLaw law = new CatalogLaw(parser, connection, 18);
      for (Form form : forms()) {
        // What an extension brings along is in no migration.
        if (form.setup().contains("create extension")) continue;
        empty(connection);
        List<String> differences = differences(law, form);
        if (differences.size() == 1 && differences.getFirst().startsWith("refused")) continue;
        tried++;
        differences.forEach(it -> broken.add(form.id() + " [" + form.ddl() + "]\n    " + it));
      }
    }
    assertThat(broken).isEmpty();
    assertThat(tried).as("forms that run in one session on 18").isGreaterThan(250);
  }

  private static List<String> differences(CatalogLaw law, Form form) {
    try {
      return law.differences(form.id(), form.setup() + ";\n" + form.ddl());
    } catch (SQLException e) {
      return List.of("refused: " + e.getMessage());
    }
  }

  private static void empty(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("rollback");
      statement.execute(
          """
          do $$ declare s text; begin
            for s in select nspname from pg_namespace
                      where nspname !~ '^pg_' and nspname <> 'information_schema' loop
              execute format('drop schema %I cascade', s);
            end loop;
            for s in select pubname from pg_publication loop
              execute format('drop publication %I', s);
            end loop;
            create schema public;
          end $$""");
    }
  }

  /** One statement form of the lock matrix. */
  private record Form(String id, String setup, String ddl) {}

  private static List<Form> forms() throws IOException {
    List<Form> forms = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(CatalogLawTest.class.getResourceAsStream("/lock-matrix.json"));
        JsonParser json = new JsonFactory().createParser(in)) {
      String id = "";
      String setup = "";
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.FIELD_NAME) continue;
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("id")) id = json.getText();
        else if (field.equals("setup")) setup = json.getText();
        else if (field.equals("ddl")) forms.add(new Form(id, setup, json.getText()));
        else if (value != null && value.isStructStart()) json.skipChildren();
      }
    }
    return forms;
  }
}
