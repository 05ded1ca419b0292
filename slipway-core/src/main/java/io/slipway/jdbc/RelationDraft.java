package io.slipway.jdbc;

import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A relation while its columns, constraints and triggers are still coming in. */
final class RelationDraft {
  final Table bare;
  final List<Column> columns = new ArrayList<>();
  final List<Constraint> constraints = new ArrayList<>();
  final List<Trigger> triggers = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>();

  RelationDraft(Table bare) {
    this.bare = bare;
  }

  QualifiedName name() {
    return bare.name();
  }

  void add(int attnum, Column column) {
    names.put(attnum, column.name());
    columns.add(column);
  }

  @Nullable String column(int attnum) {
    return names.get(attnum);
  }

  /** Names of the columns with those numbers; expressions (0) left out. */
  List<String> columns(@Nullable String attnums) {
    if (attnums == null || attnums.isBlank()) return List.of();
    List<String> found = new ArrayList<>();
    for (String attnum : attnums.strip().split(" ", -1)) {
      String name = names.get(Integer.parseInt(attnum));
      if (name != null) found.add(name);
    }
    return found;
  }

  /**
   * The server calls a column not null while its NOT NULL is still NOT VALID; old rows may differ.
   */
  Table done() {
    Set<String> unproven = new HashSet<>();
    for (Constraint constraint : constraints) {
      boolean pending = constraint.kind() == ConstraintDef.Kind.NOT_NULL && !constraint.validated();
      if (pending) unproven.addAll(constraint.columns());
    }
    return bare.edit()
        .columns(columns)
        .constraints(constraints)
        .triggers(triggers)
        .eachColumn(it -> unproven.contains(it.name()) ? it.withNotNull(false) : it)
        .done();
  }
}
