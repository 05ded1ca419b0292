package io.slipway.migration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of one {@code @metadata}; whatever is wrong is told with file and line. */
final class MetadataReader {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private final String file;
  private final int line;

  /**
   * @param line the line the JSON starts in
   */
  MetadataReader(String file, int line) {
    this.file = file;
    this.line = line;
  }

  Metadata read(String json) {
    Map<MetadataKey, Object> values = new EnumMap<>(MetadataKey.class);
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) throw notAnObject(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int at = lineOf(parser);
        String name = parser.currentName();
        MetadataKey key = MetadataKey.spelled(name).orElseThrow(() -> unknown(name, at));
        parser.nextToken();
        values.put(key, value(key, parser));
      }
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new IllegalStateException("reading a text cannot fail", e);
    }
    return new Metadata(values, line);
  }

  private int lineOf(JsonParser parser) {
    return line + parser.currentTokenLocation().getLineNr() - 1;
  }

  private Object value(MetadataKey key, JsonParser parser) throws IOException {
    int at = lineOf(parser);
    @Nullable Object value =
        switch (key.type()) {
          case BOOLEAN -> flag(parser);
          case TEXT -> text(parser);
          case COUNT -> number(parser, 1, Integer.MAX_VALUE);
          case PERCENTAGE -> number(parser, 0, 100);
          case DURATION -> duration(parser);
          case TEXTS -> texts(parser);
        };
    if (value == null) throw wrongType(key, parser.getText(), at);
    return value;
  }

  private static @Nullable Object flag(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** A number is a text too: {@code "dataVolume": 2000000}. */
  private static @Nullable Object text(JsonParser parser) throws IOException {
    return parser.currentToken().isNumeric() || parser.currentToken() == JsonToken.VALUE_STRING
        ? parser.getText()
        : null;
  }

  private static @Nullable Object number(JsonParser parser, int least, int most)
      throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) return null;
    long number = parser.getLongValue();
    return number >= least && number <= most ? (Object) (int) number : null;
  }

  private static @Nullable Object duration(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue() < 0 ? null : Duration.ofMillis(parser.getLongValue());
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) return null;
    return duration(parser.getText()).orElse(null);
  }

  private static Optional<Duration> duration(String text) {
    String compact = text.replace(" ", "").toLowerCase(Locale.ROOT);
    Matcher matcher = DURATION.matcher(compact);
    if (compact.isEmpty() || !matcher.matches()) return Optional.empty();
    return Optional.of(
        Duration.ofHours(part(matcher, 1))
            .plusMinutes(part(matcher, 2))
            .plusSeconds(part(matcher, 3))
            .plusMillis(part(matcher, 4)));
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static @Nullable Object texts(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) return null;
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) return null;
      texts.add(parser.getText());
    }
    return List.copyOf(texts);
  }

  private SlipwayException unknown(String key, int at) {
    return problem(
        "MIGRATION-2",
        "@metadata has no key \"" + key + "\"",
        "Nothing was read further.",
        "Did you mean \"" + MetadataKey.nearest(key).spelling() + "\"?",
        at);
  }

  private SlipwayException wrongType(MetadataKey key, String seen, int at) {
    return problem(
        "MIGRATION-3",
        "\"" + key.spelling() + "\" in @metadata must be " + key.type().words,
        "It is " + seen + ". Nothing was read further.",
        "Correct the value.",
        at);
  }

  private SlipwayException notAnObject(JsonParser parser) {
    return problem(
        "MIGRATION-4",
        "@metadata is not followed by a JSON object",
        "Nothing was read further.",
        "Write it like: -- @metadata {\"phase\": \"expand\"}",
        lineOf(parser));
  }

  private SlipwayException notJson(JsonProcessingException e) {
    int at = e.getLocation() == null ? line : line + e.getLocation().getLineNr() - 1;
    return problem(
        "MIGRATION-4",
        "the JSON after @metadata cannot be read",
        "The reader says: " + e.getOriginalMessage() + ". Nothing was read further.",
        "Write it like: -- @metadata {\"phase\": \"expand\", \"batchSize\": 1000}",
        at);
  }

  private SlipwayException problem(String code, String what, String state, String next, int at) {
    return new SlipwayException(
        Problem.of(code, Problem.Kind.VALIDATION, what, state, next).at(file, at));
  }
}
