package io.slipway.sql;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record in one line, with what is null, false, empty or zero left out. */
final class Brief {
  private Brief() {}

  static String of(Object value) {
    return switch (value) {
      case QualifiedName name -> name.sql();
      case SqlType type -> type.sql();
      case Expression expression -> "{" + expression.sql() + "}";
      case Collection<?> items -> items(items);
      case Record record -> fields(record);
      default -> value.toString();
    };
  }

  private static String items(Collection<?> items) {
    var briefly = items.stream().map(Brief::of);
    boolean ordered = items instanceof List;
    return (ordered ? briefly : briefly.sorted()).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String fields(Record record) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = value(record, component);
      if (!isNothing(value)) fields.add(component.getName() + "=" + of(value));
    }
    return record.getClass().getSimpleName() + "(" + String.join(" ", fields) + ")";
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      Object value = component.getAccessor().invoke(record);
      return value == null ? "" : value;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.getName(), e);
    }
  }

  private static boolean isNothing(@Nullable Object value) {
    if (value instanceof Collection<?> items) return items.isEmpty();
    return value == null
        || value.equals("")
        || value.equals(false)
        || value.equals(0)
        || value.toString().equals("NONE")
        || value.toString().equals("NO ACTION");
  }
}
