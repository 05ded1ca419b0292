package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name PostgreSQL chooses where the statement gives none: what is there after it and was not
 * before.
 */
final class Chosen {
  private Chosen() {}

  static @Nullable String constraint(
      StatementContext context, QualifiedName table, ConstraintDef constraint) {
    if (constraint.name() != null) return constraint.name();
    Set<String> before =
        context.before().table(table).stream()
            .flatMap(it -> it.constraints().stream())
            .map(Constraint::name)
            .collect(Collectors.toSet());
    return context.after().table(table).stream()
        .flatMap(it -> it.constraints().stream())
        .filter(it -> !before.contains(it.name()))
        .filter(it -> it.kind() == constraint.kind())
        .filter(it -> isOn(it, constraint))
        .map(Constraint::name)
        .findFirst()
        .orElse(null);
  }

  private static boolean isOn(Constraint made, ConstraintDef wanted) {
    return wanted.columns().isEmpty() || made.columns().equals(wanted.columns());
  }

  /** Indexes of the table that are there after the piece and were not before. */
  static List<io.slipway.catalog.Index> indexes(StatementContext context, QualifiedName table) {
    Catalog before = context.before();
    return context.after().indexesOf(table).stream()
        .filter(it -> before.index(it.name()).isEmpty())
        .toList();
  }

  static Table after(StatementContext context, QualifiedName table) {
    return context.after().table(table).orElseGet(() -> context.table(table));
  }
}
