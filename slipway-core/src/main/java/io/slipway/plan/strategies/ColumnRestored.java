package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Undo;
import io.slipway.sql.ConstraintDef.Kind;
import java.util.ArrayList;
import java.util.List;

/** A dropped column, back with its indexes and constraints, without its values. */
final class ColumnRestored {
  private ColumnRestored() {}

  static Undo of(StatementContext context, Table table, Column column) {
    List<String> sql = new ArrayList<>();
    boolean notNull = canBeNotNull(column);
    String alter = "ALTER TABLE " + table.name().sql() + " ";
    sql.add(
        alter
            + "ADD COLUMN IF NOT EXISTS "
            + Definitions.column(column)
            + (notNull ? " NOT NULL" : ""));
    for (Index index : context.before().indexesOf(table.name())) {
      if (index.constraint() == null && index.mentions(column.name())) {
        sql.addAll(IndexText.restored(context.before(), index));
      }
    }
    for (Constraint constraint : table.constraints()) {
      if (mentions(constraint, column.name()) && canCome(constraint)) {
        sql.addAll(TableInverse.restored(context, table, constraint));
      }
    }
    if (column.comment() != null) {
      sql.add(Comments.onColumn(table.name(), column.name(), column.comment()));
    }
    return Drafts.undoAlone(sql, "the values of the column" + alsoLost(column, notNull));
  }

  private static boolean canBeNotNull(Column column) {
    return column.notNull()
        && column.ownedSequence() == null
        && column.defaultValue() != null
        && column.defaultValue().functions().isEmpty();
  }

  /** NOT NULL and PRIMARY KEY do not hold for a column whose values are gone. */
  private static boolean canCome(Constraint constraint) {
    return constraint.kind() != Kind.NOT_NULL && constraint.kind() != Kind.PRIMARY_KEY;
  }

  static boolean mentions(Constraint constraint, String column) {
    return constraint.columns().contains(column)
        || (constraint.check() != null && constraint.check().columns().contains(column));
  }

  private static String alsoLost(Column column, boolean notNull) {
    StringBuilder lost = new StringBuilder();
    if (column.notNull() && !notNull) lost.append(", that it was NOT NULL");
    if (column.ownedSequence() != null) {
      lost.append(", its sequence ").append(column.ownedSequence());
    }
    return lost.toString();
  }
}
