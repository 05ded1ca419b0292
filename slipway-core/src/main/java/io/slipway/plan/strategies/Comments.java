package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Table;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.Identifier;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** COMMENT ON as SQL. */
final class Comments {
  private Comments() {}

  static String onColumn(QualifiedName table, String column, @Nullable String text) {
    return "COMMENT ON COLUMN " + table.sql() + "." + Identifier.quote(column) + is(text);
  }

  static String onTable(QualifiedName table, @Nullable String text) {
    return "COMMENT ON TABLE " + table.sql() + is(text);
  }

  static String onIndex(QualifiedName index, @Nullable String text) {
    return "COMMENT ON INDEX " + index.sql() + is(text);
  }

  static String onConstraint(QualifiedName table, String constraint, @Nullable String text) {
    return "COMMENT ON CONSTRAINT "
        + Identifier.quote(constraint)
        + " ON "
        + table.sql()
        + is(text);
  }

  private static String is(@Nullable String text) {
    return " IS " + (text == null ? "NULL" : Identifier.literal(text));
  }

  /** The comment that was there before. */
  static Undo restored(Catalog before, Change.CommentOn it) {
    Table table = before.table(it.object()).orElse(null);
    if (table == null) return new Undo.Impossible("the comment before is not recorded");
    if (it.kind() == ObjectKind.TABLE) {
      return Drafts.undo(onTable(table.name(), table.comment()));
    }
    Column column = it.member() == null ? null : table.column(it.member()).orElse(null);
    if (it.kind() == ObjectKind.COLUMN && column != null) {
      return Drafts.undo(onColumn(table.name(), column.name(), column.comment()));
    }
    return new Undo.Impossible("the comment before is not recorded");
  }
}
