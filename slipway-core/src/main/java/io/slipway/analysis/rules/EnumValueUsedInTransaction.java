package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.catalog.TypeDef;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** SQLSTATE 55P04, unless the type itself was made in the same transaction (17 and newer). */
final class EnumValueUsedInTransaction implements Rule {

  @Override
  public String slug() {
    return "enum-value-used-in-transaction";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A new enum value cannot be used in the transaction that added it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!in.transaction().open()) return Stream.empty();
    return in.before().types().stream()
        .filter(TypeDef.EnumType.class::isInstance)
        .map(TypeDef.EnumType.class::cast)
        .filter(it -> !allowed(in, it))
        .flatMap(it -> it.labelsAddedInTransaction().stream())
        .filter(it -> uses(in.change(), it))
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private static boolean allowed(StatementContext in, TypeDef.EnumType type) {
    return in.server().atLeast(17) && type.age() == Table.Age.CREATED_IN_TRANSACTION;
  }

  private static boolean uses(Change change, String label) {
    if (change instanceof Change.Query query) return query.literals().contains(label);
    if (change instanceof Change.CreateTable create) {
      return create.columns().stream()
          .map(ColumnDef::defaultValue)
          .anyMatch(it -> it != null && label.equals(it.literal()));
    }
    if (!(change instanceof Change.AlterTable alter)) return false;
    return alter.actions().stream().anyMatch(it -> uses(it, label));
  }

  private static boolean uses(TableAction action, String label) {
    return switch (action) {
      case TableAction.SetDefault set -> label.equals(set.value().literal());
      case TableAction.AddColumn add ->
          add.column().defaultValue() != null
              && label.equals(add.column().defaultValue().literal());
      case TableAction.AddConstraint add ->
          add.constraint().check() != null
              && add.constraint().check().sql().contains("'" + label + "'");
      default -> false;
    };
  }

  private Stream<Finding> found(StatementContext in, String label) {
    return in.finding(this)
        .says(
            "The enum value '%s' was added in this transaction and cannot be used before it "
                + "commits (SQLSTATE 55P04)",
            label)
        .fix("Add the value in a migration of its own, use it in the next")
        .recipe("R17")
        .found();
  }
}
