package io.slipway.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.catalog.Catalog;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live database answered to the catalog's queries, as a file: CI judges migrations against
 * the real schema with its real sizes without seeing the database. It holds names, types,
 * definitions and estimated sizes; no row of any table.
 *
 * @param answers for each query of {@link CatalogReader}, its rows: text, lists of text, nulls
 */
public record CatalogSnapshot(
    ServerVersion server,
    String database,
    Instant takenAt,
    List<String> searchPath,
    List<List<List<@Nullable Object>>> answers) {
  private static final int FORMAT = 1;
  private static final JsonFactory JSON = new JsonFactory();

  /** The schema as it was. */
  public Catalog catalog(SqlParser parser) {
    try {
      return new CatalogReader(parser).read(this);
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("slipwaySnapshot", FORMAT);
    json.writeNumberField("serverVersion", server.number());
    json.writeStringField("database", database);
    json.writeStringField("takenAt", takenAt.toString());
    json.writeArrayFieldStart("searchPath");
    for (String schema : searchPath) json.writeString(schema);
    json.writeEndArray();
    json.writeArrayFieldStart("answers");
    for (List<List<@Nullable Object>> answer : answers) {
      json.writeStartArray();
      for (List<@Nullable Object> row : answer) {
        json.writeRaw('\n');
        value(json, row);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) value(json, element);
      json.writeEndArray();
    } else {
      json.writeString((String) value);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param name of the file, for people
   */
  public static CatalogSnapshot read(String name, String text) {
    try (JsonParser json = JSON.createParser(text)) {
      CatalogSnapshot snapshot = read(json);
      if (snapshot.answers.size() == CatalogReader.QUERIES) return snapshot;
    } catch (IOException | RuntimeException e) {
      throw refusal(name, e);
    }
    throw refusal(name, null);
  }

  private static CatalogSnapshot read(JsonParser json) throws IOException {
    int version = 0;
    String database = "";
    Instant takenAt = Instant.EPOCH;
    List<String> searchPath = List.of();
    List<List<List<@Nullable Object>>> answers = List.of();
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "slipwaySnapshot" -> {
          if (json.getIntValue() != FORMAT)
            return new CatalogSnapshot(ServerVersion.NEWEST, "", takenAt, List.of(), List.of());
        }
        case "serverVersion" -> version = json.getIntValue();
        case "database" -> database = json.getText();
        case "takenAt" -> takenAt = Instant.parse(json.getText());
        case "searchPath" -> searchPath = texts(json);
        case "answers" -> answers = answers(json);
        default -> json.skipChildren();
      }
    }
    return new CatalogSnapshot(new ServerVersion(version), database, takenAt, searchPath, answers);
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) texts.add(json.getText());
    return texts;
  }

  private static List<List<List<@Nullable Object>>> answers(JsonParser json) throws IOException {
    List<List<List<@Nullable Object>>> answers = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_ARRAY) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (json.nextToken() == JsonToken.START_ARRAY) rows.add(row(json));
      answers.add(rows);
    }
    return answers;
  }

  private static List<@Nullable Object> row(JsonParser json) throws IOException {
    List<@Nullable Object> row = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_ARRAY) row.add(texts(json));
      else row.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
    }
    return row;
  }

  private static SlipwayException refusal(String name, @Nullable Exception cause) {
    Problem problem =
        Problem.of(
            "JDBC-9",
            Problem.Kind.USAGE,
            name + " is no snapshot this version of Slipway can read",
            cause == null ? "It is of another format." : String.valueOf(cause.getMessage()),
            "Take it again with `slipway snapshot`.");
    return cause == null ? new SlipwayException(problem) : new SlipwayException(problem, cause);
  }
}
