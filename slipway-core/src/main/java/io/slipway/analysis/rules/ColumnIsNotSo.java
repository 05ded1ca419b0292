package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Optional;
import java.util.stream.Stream;

/** SQLSTATE 55000: identity and generation that are not there, or are. */
final class ColumnIsNotSo implements Rule {

  @Override
  public String slug() {
    return "column-is-not-so";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The column does not have the property the command is about";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody() || !(in.change() instanceof Change.AlterTable alter)) return Stream.empty();
    return alter.actions().stream()
        .flatMap(it -> fault(in, alter, it).stream())
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private static Optional<String> fault(
      StatementContext in, Change.AlterTable alter, TableAction action) {
    return switch (action) {
      case TableAction.DropExpression drop ->
          drop.ifExists()
              ? Optional.empty()
              : column(in, alter, drop.column())
                  .filter(it -> it.generated() == ColumnDef.Generated.NONE)
                  .map(it -> it.name() + " is not generated");
      case TableAction.DropIdentity drop ->
          drop.ifExists() ? Optional.empty() : noIdentity(in, alter, drop.column());
      case TableAction.SetIdentity set -> noIdentity(in, alter, set.column());
      case TableAction.AddIdentity add ->
          column(in, alter, add.column()).flatMap(ColumnIsNotSo::cannotBeIdentity);
      case TableAction.DetachPartition detach ->
          detach.concurrently() && hasDefault(in, alter.table())
              ? Optional.of("DETACH CONCURRENTLY cannot be where there is a default partition")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> noIdentity(
      StatementContext in, Change.AlterTable alter, String column) {
    return column(in, alter, column)
        .filter(it -> it.identity() == ColumnDef.Identity.NONE)
        .map(it -> it.name() + " is no identity column");
  }

  private static Optional<String> cannotBeIdentity(Column column) {
    if (!column.notNull())
      return Optional.of(column.name() + " must be NOT NULL to be an identity");
    if (column.identity() != ColumnDef.Identity.NONE) {
      return Optional.of(column.name() + " is an identity already");
    }
    return column.defaultValue() == null
        ? Optional.empty()
        : Optional.of(column.name() + " has a default, and cannot be an identity");
  }

  private static boolean hasDefault(StatementContext in, QualifiedName parent) {
    return in.before().children(parent).stream().anyMatch(Table::defaultPartition);
  }

  private static Optional<Column> column(
      StatementContext in, Change.AlterTable alter, String column) {
    boolean touched =
        alter.actions().stream()
            .anyMatch(
                it ->
                    it instanceof TableAction.SetNotNull set && set.column().equals(column)
                        || it instanceof TableAction.DropDefault drop
                            && drop.column().equals(column));
    return touched
        ? Optional.empty()
        : new Names(in).whole(alter.table()).flatMap(it -> it.column(column));
  }

  private Stream<Finding> found(StatementContext in, String fault) {
    return in.finding(this)
        .on(in.altered())
        .says("%s (SQLSTATE 55000)", fault)
        .fix(
            "Leave the command out, or bring the column there first; IF EXISTS passes where nothing is")
        .found();
  }
}
