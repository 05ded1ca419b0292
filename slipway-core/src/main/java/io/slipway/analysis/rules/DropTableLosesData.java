package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** There is no way back but a backup, and tables it refers to are locked with it. */
final class DropTableLosesData implements Rule {

  @Override
  public String slug() {
    return "drop-table-loses-data";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "A dropped table is gone, with its data";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Drop drop)) return Stream.empty();
    if (drop.kind() != ObjectKind.TABLE && drop.kind() != ObjectKind.MATERIALIZED_VIEW)
      return Stream.empty();
    return drop.objects().stream().filter(it -> isThere(in, it)).flatMap(it -> found(in, drop, it));
  }

  private static boolean isThere(StatementContext in, QualifiedName table) {
    return in.isInUse(table) && (!in.before().complete() || in.table(table).isPresent());
  }

  private Stream<Finding> found(StatementContext in, Change.Drop drop, QualifiedName table) {
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "DROP %s %s%s loses its data%s",
            drop.kind().sql().toUpperCase(Locale.ROOT),
            in.name(table),
            in.size(table),
            parents(in, table))
        .fix(
            "Rename it out of the way first, drop it once nothing has missed it (strategy "
                + "expand-contract)")
        .recipe("R14")
        .found();
  }

  private static String parents(StatementContext in, QualifiedName table) {
    String names =
        in.table(table).map(Table::constraints).orElse(List.of()).stream()
            .map(Constraint::references)
            .filter(it -> it != null && !it.equals(in.before().resolve(table)))
            .map(in::name)
            .distinct()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : ", and locks %s with ACCESS EXCLUSIVE too".formatted(names);
  }
}
