package io.slipway.analysis.locks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code lock-matrix.json}: what 344 statement forms did on real servers. */
final class LockMatrix {
  private LockMatrix() {}

  /**
   * One statement form.
   *
   * @param measured by major version; versions that rejected the statement are left out
   */
  record Form(
      String id, String setup, String pre, String ddl, Map<Integer, Measurement> measured) {}

  /** Locks by relation, as {@code pg_locks} names the modes, and the relations worked on. */
  record Measurement(Map<String, String> locks, Set<String> rewritten, Set<String> scans) {}

  static List<Form> read() {
    try (InputStream json =
            Objects.requireNonNull(LockMatrix.class.getResourceAsStream("/lock-matrix.json"));
        JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      List<Form> forms = new ArrayList<>();
      for (Object form : list(value(parser))) forms.add(form(map(form)));
      return forms;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Form form(Map<String, Object> json) {
    Map<Integer, Measurement> measured = new TreeMap<>();
    map(json.get("pg"))
        .forEach(
            (version, result) -> {
              Map<String, Object> values = map(result);
              if (values.containsKey("locks")) {
                measured.put(Integer.parseInt(version), measurement(values));
              }
            });
    return new Form(
        text(json, "id"), text(json, "setup"), text(json, "pre"), text(json, "ddl"), measured);
  }

  private static Measurement measurement(Map<String, Object> json) {
    Map<String, String> locks = new TreeMap<>();
    map(json.get("locks")).forEach((relation, mode) -> locks.put(relation, mode + "Lock"));
    Set<String> rewritten = new TreeSet<>();
    list(json.get("rewritten")).forEach(it -> rewritten.add(String.valueOf(it)));
    return new Measurement(locks, rewritten, new TreeSet<>(map(json.get("scans")).keySet()));
  }

  private static String text(Map<String, Object> json, String key) {
    return String.valueOf(json.getOrDefault(key, ""));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(@Nullable Object value) {
    return value == null ? List.of() : (List<Object>) value;
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          Object value = value(parser);
          if (value != null) object.put(key, value);
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          Object value = value(parser);
          if (value != null) array.add(value);
        }
        yield array;
      }
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
