package io.slipway.plan.strategies;

import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks for the rows that a new foreign key would reject. */
final class Orphans {
  private final StatementContext context;
  private final Table table;
  private final ConstraintDef def;

  Orphans(StatementContext context, Table table, ConstraintDef def) {
    this.context = context;
    this.table = table;
    this.def = def;
  }

  Optional<Step> step() {
    QualifiedName target = def.references();
    if (target == null) return Optional.empty();
    Table parent = context.before().table(target).orElse(null);
    List<String> referenced = def.referencedColumns();
    if (referenced.isEmpty() && parent != null) {
      referenced = parent.primaryKey().map(Constraint::columns).orElse(List.of());
    }
    if (referenced.size() != def.columns().size()) return Optional.empty();
    QualifiedName to = context.before().resolve(target);
    if (Temporal.isPeriod(def)) return Optional.of(uncovered(to, referenced));
    String where = missing(def.columns(), to, referenced);
    if (Temporal.matchesFull(def) && def.columns().size() > 1) {
      where = "(" + where + ") OR " + halfNull();
    }
    return Optional.of(verify(table, def.columns(), to, where));
  }

  static Step of(Table table, List<String> columns, QualifiedName parent, List<String> referenced) {
    return verify(table, columns, parent, missing(columns, parent, referenced));
  }

  private static Step verify(
      Table table, List<String> columns, QualifiedName parent, String where) {
    return Drafts.verify(
        "every row of " + table.name() + " has its " + parent,
        "SELECT %s FROM %s AS child WHERE %s"
            .formatted(childColumns(table, columns), table.name().sql(), where),
        "The foreign key would fail on these rows: their target is not there.");
  }

  private static String missing(
      List<String> columns, QualifiedName parent, List<String> referenced) {
    return """
    %s
    AND NOT EXISTS (SELECT FROM %s AS parent WHERE %s)\
    """
        .formatted(all(columns, " IS NOT NULL"), parent.sql(), pairs(columns, referenced));
  }

  private String halfNull() {
    String some =
        def.columns().stream()
            .map(it -> child(it) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    return "((%s) AND NOT (%s))".formatted(some, all(def.columns(), " IS NULL"));
  }

  /** PERIOD: the parents' stretches together must cover the child's. */
  private Step uncovered(QualifiedName parent, List<String> referenced) {
    int last = def.columns().size() - 1;
    String covered =
        "(SELECT pg_catalog.range_agg(parent.%s) OPERATOR(pg_catalog.@>) %s FROM %s AS parent WHERE %s)"
            .formatted(
                Identifier.quote(referenced.get(last)),
                child(def.columns().get(last)),
                parent.sql(),
                pairs(def.columns().subList(0, last), referenced.subList(0, last)));
    return verify(
        table,
        def.columns(),
        parent,
        all(def.columns(), " IS NOT NULL") + "\nAND NOT coalesce(" + covered + ", false)");
  }

  private static String all(List<String> columns, String test) {
    return columns.stream().map(it -> child(it) + test).collect(Collectors.joining(" AND "));
  }

  private static String child(String column) {
    return "child." + Identifier.quote(column);
  }

  private static String pairs(List<String> columns, List<String> referenced) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i -> "parent." + Identifier.quote(referenced.get(i)) + " = " + child(columns.get(i)))
        .collect(Collectors.joining(" AND "));
  }

  private static String childColumns(Table table, List<String> columns) {
    List<String> key = table.primaryKey().map(Constraint::columns).orElse(List.of());
    List<String> all = new ArrayList<>(key);
    columns.stream().filter(it -> !all.contains(it)).forEach(all::add);
    return all.stream().map(Orphans::child).collect(Collectors.joining(", "));
  }
}
