package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.List;

/**
 * A user's trigger on a table (the ones behind foreign keys are left out).
 *
 * @param enabled as {@code pg_trigger.tgenabled}: O, D, R or A
 * @param columns UPDATE OF columns
 */
public record Trigger(
    String name,
    QualifiedName function,
    String timing,
    List<String> events,
    List<String> columns,
    boolean forEachRow,
    char enabled,
    String definition) {
  public Trigger {
    events = List.copyOf(events);
    columns = List.copyOf(columns);
  }

  public Trigger withName(String value) {
    return new Trigger(value, function, timing, events, columns, forEachRow, enabled, definition);
  }

  public Trigger withFunction(QualifiedName value) {
    return new Trigger(name, value, timing, events, columns, forEachRow, enabled, definition);
  }

  public Trigger withColumns(List<String> value) {
    return new Trigger(name, function, timing, events, value, forEachRow, enabled, definition);
  }

  public Trigger withEnabled(char value) {
    return new Trigger(name, function, timing, events, columns, forEachRow, value, definition);
  }
}
