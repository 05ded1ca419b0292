package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Column;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ALTER COLUMN TYPE writes every row anew under ACCESS EXCLUSIVE unless the old bytes are valid as
 * the new type.
 */
final class ChangeTypeRewritesTable implements Rule {

  @Override
  public String slug() {
    return "change-type-rewrites-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "Changing the type rewrites the table and its indexes";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AlterType.class)
        .filter(
            it ->
                in.effects().rewrites().stream().anyMatch(r -> in.table(r).isPresent())
                    || !in.effects().certain())
        .filter(it -> TypeFacts.rewrites(in, it))
        .flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, TableAction.AlterType alter) {
    QualifiedName table = in.altered();
    Optional<Column> column = in.table(table).flatMap(it -> it.column(alter.column()));
    String from = column.map(it -> " from " + it.type()).orElse("");
    String verb = column.isPresent() ? "rewrites" : "probably rewrites";
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .severity(column.isPresent() ? Severity.ERROR : Severity.WARNING)
        .says(
            "Changing %s.%s%s to %s %s the table%s and its indexes under ACCESS EXCLUSIVE",
            in.name(table), alter.column(), from, alter.type(), verb, in.size(table))
        .fix("A new column, a sync trigger, a batched backfill and a switch (strategy dual-write)")
        .recipe("R7")
        .found();
  }
}
