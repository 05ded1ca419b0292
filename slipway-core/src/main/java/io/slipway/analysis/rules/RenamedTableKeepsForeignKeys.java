package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.analysis.TransactionScope.Earlier;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A foreign key follows the table, not the name: after the swap it checks against the table that
 * nobody writes to any more.
 */
final class RenamedTableKeepsForeignKeys implements Rule {

  @Override
  public String slug() {
    return "renamed-table-keeps-foreign-keys";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "After a swap by rename, foreign keys still point at the old table";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Rename rename)) return Stream.empty();
    if (rename.kind() != ObjectKind.TABLE || rename.member() != null) return Stream.empty();
    return in.transaction().earlier().stream()
        .map(Earlier::change)
        .filter(Change.Rename.class::isInstance)
        .map(Change.Rename.class::cast)
        .filter(it -> it.member() == null && it.object().name().equals(rename.newName()))
        .flatMap(it -> of(in, rename, it));
  }

  private Stream<Finding> of(StatementContext in, Change.Rename rename, Change.Rename first) {
    QualifiedName aside = first.object().sibling(first.newName());
    String children =
        in.before().inboundForeignKeys(aside).stream()
            .map(it -> in.name(it.table()))
            .distinct()
            .collect(Collectors.joining(", "));
    if (children.isEmpty() && in.before().knowsAllOf(aside)) return Stream.empty();
    String who =
        children.isEmpty()
            ? "Foreign keys of other tables, if there are any,"
            : "The foreign keys of " + children;
    return in.finding(this)
        .on(aside)
        .severity(children.isEmpty() ? Severity.INFO : Severity.WARNING)
        .says(
            "%s still point at %s after the swap: new rows of %s are refused, and dropping it "
                + "drops them",
            who, first.newName(), rename.newName())
        .fix(
            "Point them at the new table first: ADD FOREIGN KEY … NOT VALID, VALIDATE, drop the "
                + "old one (strategy blue-green-table)")
        .found();
  }
}
