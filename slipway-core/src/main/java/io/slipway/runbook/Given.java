package io.slipway.runbook;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a runbook that has passed the check of its shape: texts, numbers, lists and mappings.
 * What the shape requires is there; asking for it without being sure is a defect.
 */
public final class Given {
  private final Object value;

  Given(Object value) {
    this.value = value;
  }

  /** For steps that the engine adds by itself. */
  public static Given of(Map<String, ?> fields) {
    return new Given(new LinkedHashMap<String, Object>(fields));
  }

  /** For a step whose body is one text. */
  public static Given of(String text) {
    return new Given(text);
  }

  /** The whole as text: the body of {@code wait: 30s}. */
  public String text() {
    return value.toString();
  }

  private @Nullable Object at(String key) {
    return value instanceof Map<?, ?> map ? map.get(key) : null;
  }

  public boolean has(String key) {
    return at(key) != null;
  }

  public Optional<String> find(String key) {
    return Optional.ofNullable(at(key)).map(Object::toString);
  }

  public String text(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key + " is not there"));
  }

  public boolean flag(String key) {
    return Boolean.TRUE.equals(at(key));
  }

  public Optional<Long> whole(String key) {
    return find(key).map(Long::parseLong);
  }

  public Optional<Duration> duration(String key) {
    return find(key).map(Given::time);
  }

  /** As the shape allows them: {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}. */
  public static Duration time(String text) {
    String digits = text.replaceFirst("[a-z]+$", "");
    long number = Long.parseLong(digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** The elements of the list under this key; none where it is not there. */
  public List<Given> many(String key) {
    return at(key) instanceof List<?> list ? list.stream().map(Given::element).toList() : List.of();
  }

  /** The elements, where this is a list itself. */
  public List<Given> many() {
    return value instanceof List<?> list ? list.stream().map(Given::element).toList() : List.of();
  }

  private static Given element(Object element) {
    return new Given(element);
  }

  public List<String> texts(String key) {
    return many(key).stream().map(Given::text).toList();
  }

  public Given part(String key) {
    Object part = at(key);
    return new Given(part == null ? Map.of() : part);
  }

  /** Names of the author's own choice with their parts, in order. */
  public Map<String, Given> parts(String key) {
    Map<String, Given> parts = new LinkedHashMap<>();
    if (at(key) instanceof Map<?, ?> map) {
      map.forEach((name, part) -> parts.put(name.toString(), element(part)));
    }
    return parts;
  }

  public Map<String, String> names(String key) {
    Map<String, String> names = new LinkedHashMap<>();
    parts(key).forEach((name, part) -> names.put(name, part.text()));
    return names;
  }

  /** The keys of a mapping, in the order of the file. */
  List<String> keys() {
    return value instanceof Map<?, ?> map
        ? map.keySet().stream().map(Object::toString).toList()
        : List.of();
  }

  /** Stable for the same content: what a plan is hashed by. */
  @Override
  public String toString() {
    return value.toString();
  }
}
