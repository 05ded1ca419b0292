package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SQLSTATE 42P16. */
final class PrimaryKeyStandsInTheWay implements Rule {

  @Override
  public String slug() {
    return "primary-key-stands-in-the-way";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A table has one primary key, and its columns are NOT NULL";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<String> first(StatementContext in) {
    return switch (in.change()) {
      case Change.CreateTable create ->
          keys(create.columns(), create.constraints()) > 1
              ? Optional.of(create.table().sql() + " would have two primary keys")
              : Optional.empty();
      case Change.AlterTable alter -> ofTable(in, alter);
      default -> Optional.empty();
    };
  }

  private static long keys(List<ColumnDef> columns, List<ConstraintDef> constraints) {
    return Stream.concat(
            columns.stream().flatMap(it -> it.constraints().stream()), constraints.stream())
        .filter(it -> it.kind() == ConstraintDef.Kind.PRIMARY_KEY)
        .count();
  }

  private static Optional<String> ofTable(StatementContext in, Change.AlterTable alter) {
    Optional<Constraint> key = in.table(alter.table()).flatMap(Table::primaryKey);
    if (key.isEmpty() || Added.dropsConstraint(alter, key.get().name())) return Optional.empty();
    if (key.get().columns().stream().anyMatch(it -> Added.drops(alter, it))) {
      return Optional.empty();
    }
    for (TableAction action : alter.actions()) {
      if (adds(in, alter, action)) {
        return Optional.of(
            "%s has the primary key %s".formatted(in.name(alter.table()), key.get().name()));
      }
      if (action instanceof TableAction.DropNotNull drop
          && key.get().columns().contains(drop.column())) {
        return Optional.of("%s is in the primary key".formatted(drop.column()));
      }
    }
    return Optional.empty();
  }

  private static boolean adds(StatementContext in, Change.AlterTable alter, TableAction action) {
    if (action instanceof TableAction.AddColumn add) {
      boolean there =
          add.ifNotExists()
              && in.table(alter.table()).flatMap(it -> it.column(add.column().name())).isPresent();
      return !there && keys(List.of(add.column()), List.of()) > 0;
    }
    return action instanceof TableAction.AddConstraint add
        && add.constraint().kind() == ConstraintDef.Kind.PRIMARY_KEY;
  }

  private Stream<Finding> found(StatementContext in, String what) {
    return in.finding(this)
        .says("%s (SQLSTATE 42P16)", what)
        .fix("Drop the primary key in the same statement, or leave it and add UNIQUE instead")
        .found();
  }
}
