package io.slipway.analysis;

import io.slipway.sql.Change;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings statements have made so far.
 *
 * @param values by name; the values as written
 */
public record Session(Map<String, String> values) {
  public static final Session DEFAULT = new Session(Map.of());

  public Session {
    values = Map.copyOf(values);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether a timeout is on: set, and not to zero. */
  public boolean limits(String timeout) {
    return get(timeout).map(it -> !it.replaceAll("[^0-9.]", "").matches("0*\\.?0*")).orElse(false);
  }

  public boolean isUtc() {
    return get("timezone")
        .map(it -> it.replace("'", ""))
        .filter(it -> it.equalsIgnoreCase("utc") || it.equalsIgnoreCase("etc/utc"))
        .isPresent();
  }

  Session after(Change change) {
    if (!(change instanceof Change.SetVariable set)) return this;
    return with(set.name(), set.value());
  }

  private Session with(String name, @Nullable String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.remove(name);
    if (value != null) changed.put(name, value);
    return new Session(changed);
  }
}
