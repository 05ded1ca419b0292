package io.slipway.plan.strategies;

import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Identifier;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;

/** Takes a statement apart where one of its parts would keep the lock for all of them. */
public final class Pieces {
  private final StatementContext context;
  private final Change.AlterTable alter;

  private Pieces(StatementContext context, Change.AlterTable alter) {
    this.context = context;
    this.alter = alter;
  }

  /** The actions of an ALTER TABLE one by one, or the statement whole. */
  public static List<Piece> of(StatementContext context) {
    Piece whole = context.piece();
    if (!(whole.change() instanceof Change.AlterTable alter)
        || alter.kind() != ObjectKind.TABLE
        || alter.actions().size() < 2
        || context.isHarmless(alter.table())
        || new Direct().propose(context).isPresent()) {
      return List.of(whole);
    }
    return new Pieces(context, alter).actions();
  }

  /** ADD COLUMN and the constraints written on it, each alone; or the piece as it is. */
  public static List<Piece> ofColumn(StatementContext context) {
    if (context.piece().change() instanceof Change.AlterTable alter
        && alter.actions().size() == 1
        && alter.actions().getFirst() instanceof TableAction.AddColumn add
        && !add.column().constraints().isEmpty()
        && !context.isHarmless(alter.table())
        && context.harm() == Harm.LONG) {
      return new Pieces(context, alter).column(add.column());
    }
    return List.of(context.piece());
  }

  private List<Piece> actions() {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < alter.actions().size(); i++) {
      boolean replaces =
          alter.actions().get(i) instanceof TableAction.DropConstraint
              && i + 1 < alter.actions().size()
              && alter.actions().get(i + 1) instanceof TableAction.AddConstraint add
              && Definitions.canBeNotValid(add.constraint().kind());
      String written = alter.written().get(i);
      pieces.add(piece(replaces ? written + ", " + alter.written().get(++i) : written));
    }
    return pieces;
  }

  private Piece piece(String action) {
    String only = alter.only() ? "ONLY " : "";
    String exists = alter.ifExists() ? "IF EXISTS " : "";
    String sql = "ALTER TABLE " + exists + only + alter.table().sql() + " " + action;
    Change change = context.grammar().change(sql);
    if (change instanceof Change.Unparsable wrong) {
      throw Refusal.of(
          Refusal.REWRITE,
          context.piece(),
          "the action " + action + " could not be taken out of its statement",
          wrong.message() + ".",
          "Write it as a statement of its own.");
    }
    return new Piece(context.piece().statement(), context.piece().line(), sql, change, false);
  }

  private List<Piece> column(ColumnDef column) {
    String bare = column.sql();
    List<Piece> pieces = new ArrayList<>();
    for (ConstraintDef constraint : column.constraints()) {
      bare = without(bare, constraint.sql());
      pieces.add(piece("ADD " + onTable(column, constraint)));
    }
    pieces.addFirst(piece("ADD COLUMN " + bare.strip()));
    return pieces;
  }

  private static String without(String definition, String constraint) {
    int at = definition.lastIndexOf(constraint);
    return at < 0
        ? definition
        : definition.substring(0, at) + definition.substring(at + constraint.length());
  }

  /** A column constraint as a table constraint. */
  private static String onTable(ColumnDef column, ConstraintDef constraint) {
    String name =
        constraint.name() == null ? "" : "CONSTRAINT " + Identifier.quote(constraint.name()) + " ";
    String body = Definitions.body(constraint.sql());
    String quoted = Identifier.quote(column.name());
    return switch (constraint.kind()) {
      case FOREIGN_KEY -> name + "FOREIGN KEY (" + quoted + ") " + body;
      case UNIQUE ->
          name + "UNIQUE" + nulls(constraint) + " (" + quoted + ")" + deferrable(constraint);
      case PRIMARY_KEY -> name + "PRIMARY KEY (" + quoted + ")" + deferrable(constraint);
      case CHECK, EXCLUDE, NOT_NULL -> name + body;
    };
  }

  private static String nulls(ConstraintDef constraint) {
    return constraint.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "";
  }

  private static String deferrable(ConstraintDef constraint) {
    return UniqueByIndex.deferrable(constraint);
  }
}
