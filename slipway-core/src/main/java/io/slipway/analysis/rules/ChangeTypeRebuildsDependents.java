package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CHECKs are verified, expression and partial indexes rebuilt, foreign keys re-made on both tables,
 * all under ACCESS EXCLUSIVE.
 */
final class ChangeTypeRebuildsDependents implements Rule {

  @Override
  public String slug() {
    return "change-type-rebuilds-dependents";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "The type change needs no rewrite, but what is built on the column is made again";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AlterType.class)
        .filter(it -> !TypeFacts.rewrites(in, it))
        .filter(it -> in.scans(in.altered()) || locksAnother(in))
        .flatMap(it -> found(in, it));
  }

  private static boolean locksAnother(StatementContext in) {
    Set<QualifiedName> family = family(in);
    return in.effects().locks().stream()
        .filter(it -> in.table(it.relation()).isPresent())
        .anyMatch(it -> !family.contains(it.relation()));
  }

  private static Set<QualifiedName> family(StatementContext in) {
    QualifiedName table = in.before().resolve(in.altered());
    Stream<QualifiedName> children = in.before().descendants(table).stream().map(Table::name);
    return Stream.concat(Stream.of(table), children).collect(Collectors.toUnmodifiableSet());
  }

  private Stream<Finding> found(StatementContext in, TableAction.AlterType alter) {
    QualifiedName table = in.altered();
    String what =
        in.scans(table)
            ? "reads all of %s%s to verify or rebuild what uses it"
                .formatted(in.name(table), in.size(table))
            : "drops and re-makes its foreign key, which locks the other table too";
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .severity(in.scans(table) ? Severity.ERROR : Severity.WARNING)
        .says("Changing the type of %s %s, under ACCESS EXCLUSIVE", alter.column(), what)
        .fix(
            "Drop the CHECK, index or foreign key first and add it again afterwards, NOT VALID "
                + "or CONCURRENTLY")
        .recipe("R8")
        .found();
  }
}
