package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.analysis.locks.NotNullProof;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Unless a validated CHECK proves it, every row is read under ACCESS EXCLUSIVE. */
final class SetNotNullScansTable implements Rule {

  @Override
  public String slug() {
    return "set-not-null-scans-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "SET NOT NULL reads the table while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.SetNotNull.class)
        .filter(it -> in.scans(in.altered()))
        .filter(it -> !isProven(in, it.column()))
        .flatMap(it -> found(in, it.column()));
  }

  private static boolean isProven(StatementContext in, String column) {
    return in.table(in.altered())
        .map(it -> NotNullProof.holds(it, column, dropped(in)))
        .orElse(false);
  }

  /** Drops come first, whatever the order they are written in: the proof is gone by then. */
  private static Set<String> dropped(StatementContext in) {
    return in.actions(TableAction.DropConstraint.class)
        .map(TableAction.DropConstraint::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Stream<Finding> found(StatementContext in, String column) {
    QualifiedName table = in.altered();
    boolean lost =
        in.table(table).map(it -> NotNullProof.holds(it, column, Set.of())).orElse(false);
    String why = lost ? ": the CHECK that proves it is dropped in the same command, before" : "";
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "SET NOT NULL on %s.%s reads the whole table%s under ACCESS EXCLUSIVE%s",
            in.name(table), column, in.size(table), why)
        .fix(fix(in, column, lost))
        .recipe(in.server().atLeast(18) ? "R2" : "R1")
        .found();
  }

  private static String fix(StatementContext in, String column, boolean lost) {
    if (lost) return "Drop the CHECK in a statement of its own, afterwards";
    return in.server().atLeast(18)
        ? "ADD CONSTRAINT … NOT NULL %s NOT VALID, then VALIDATE CONSTRAINT".formatted(column)
        : "Add CHECK (%s IS NOT NULL) NOT VALID, VALIDATE it, SET NOT NULL, then drop the CHECK"
            .formatted(column);
  }
}
