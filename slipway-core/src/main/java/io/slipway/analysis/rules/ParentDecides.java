package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42P16 or 42809: the columns of partitions and children are their parents'. */
final class ParentDecides implements Rule {
  private static final Pattern NO_INHERIT = Pattern.compile("(?i)\\bno\\s+inherit\\b");

  @Override
  public String slug() {
    return "parent-decides";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "What a partition or child inherits is changed at its parent, and a parent not without them";
  }

  private record Wrong(String what, String sqlState) {}

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<Wrong> first(StatementContext in) {
    if (in.change() instanceof Change.Rename rename
        && rename.kind() == ObjectKind.COLUMN
        && rename.member() != null) {
      return inherited(in, rename.object(), rename.member(), "renamed");
    }
    if (!(in.change() instanceof Change.AlterTable alter)) return Optional.empty();
    return alter.actions().stream().flatMap(it -> action(in, alter, it).stream()).findFirst();
  }

  private static Optional<Wrong> action(
      StatementContext in, Change.AlterTable alter, TableAction action) {
    QualifiedName table = alter.table();
    boolean parent = !in.before().children(table).isEmpty();
    if (alter.only() && parent) {
      boolean refused =
          switch (action) {
            case TableAction.AddColumn ignored -> true;
            case TableAction.AlterType ignored -> true;
            case TableAction.AddConstraint add ->
                add.constraint().kind() == ConstraintDef.Kind.CHECK
                    && !NO_INHERIT.matcher(add.constraint().sql()).find();
            default -> false;
          };
      if (refused)
        return Optional.of(new Wrong("ONLY leaves out the children of " + in.name(table), "42P16"));
    }
    return switch (action) {
      case TableAction.AddColumn ignored ->
          in.table(table)
              .filter(Table::isPartition)
              .map(
                  it ->
                      new Wrong(
                          "A partition gets no column of its own: " + in.name(table), "42809"));
      case TableAction.DropColumn drop ->
          in.table(table)
              .filter(it -> ChangeTypeOfUsedColumn.isPartitionKey(it, drop.column()))
              .map(it -> new Wrong("Column " + drop.column() + " is the partition key", "42P16"))
              .or(() -> inherited(in, table, drop.column(), "dropped"));
      case TableAction.AlterType alterType -> inherited(in, table, alterType.column(), "altered");
      default -> Optional.empty();
    };
  }

  private static Optional<Wrong> inherited(
      StatementContext in, QualifiedName table, String column, String what) {
    return in.table(table).stream()
        .flatMap(it -> it.parents().stream())
        .filter(it -> in.table(it).flatMap(parent -> parent.column(column)).isPresent())
        .map(
            it ->
                new Wrong(
                    "Column "
                        + column
                        + " is inherited from "
                        + in.name(it)
                        + " and cannot be "
                        + what
                        + " in "
                        + in.name(table),
                    "42P16"))
        .findFirst();
  }

  private Stream<Finding> found(StatementContext in, Wrong wrong) {
    return in.finding(this)
        .says("%s (SQLSTATE %s)", wrong.what(), wrong.sqlState())
        .fix("Say it of the parent, without ONLY: it reaches every partition and child")
        .found();
  }
}
