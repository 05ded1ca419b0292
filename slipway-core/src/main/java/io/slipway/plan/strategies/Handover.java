package io.slipway.plan.strategies;

import io.slipway.catalog.Column;
import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.rewrite.Names;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/**
 * One short transaction in which the twin takes the column's place: the trigger goes together with
 * what it served, and every name ends as the statement would leave it. Foreign keys of other tables
 * go first: their children are locked before the table, as the application does.
 */
final class Handover {
  private final StatementContext context;
  private final Twin twin;
  private final SyncTrigger trigger;
  private final TwinDependents dependents;

  Handover(StatementContext context, Twin twin, SyncTrigger trigger, TwinDependents dependents) {
    this.context = context;
    this.twin = twin;
    this.trigger = trigger;
    this.dependents = dependents;
  }

  Step step() {
    String column = twin.table().name() + "." + twin.old().name();
    return new Step.Ddl(
        "",
        twin.renames()
            ? "rename " + column + " in its twin's place"
            : "swap " + column + " for its twin",
        twin.renames() ? renamed() : sql(),
        List.of(),
        Mode.IN_TRANSACTION,
        Patience.BRIEF,
        !twin.renames(),
        Drafts.JOURNAL,
        undo());
  }

  /**
   * The column itself gets the name, and keeps its place and all that hangs on it; both hold the
   * same values.
   */
  private List<String> renamed() {
    List<String> sql = new ArrayList<>(trigger.drop());
    sql.add(twin.alter() + "DROP COLUMN " + twin.sql());
    sql.add(twin.alter() + "RENAME COLUMN " + twin.oldSql() + " TO " + twin.sql());
    return sql;
  }

  private List<String> sql() {
    List<String> sql = new ArrayList<>(dependents.before());
    sql.addAll(trigger.drop());
    sql.addAll(sequenceMoved());
    sql.add(twin.alter() + "DROP COLUMN " + twin.oldSql());
    String last = Identifier.quote(twin.finalName());
    sql.add(twin.alter() + "RENAME COLUMN " + twin.sql() + " TO " + last);
    Column old = twin.old();
    if (old.defaultValue() != null) {
      sql.add(twin.alter() + "ALTER COLUMN " + last + " SET DEFAULT " + old.defaultValue().sql());
    }
    sql.addAll(identityNamed());
    sql.addAll(dependents.after());
    if (old.comment() != null) {
      sql.add(Comments.onColumn(twin.table().name(), twin.finalName(), old.comment()));
    }
    return sql;
  }

  /** A serial's sequence changes hands; an identity's cannot, so that a new one takes over. */
  private List<String> sequenceMoved() {
    QualifiedName sequence = twin.old().ownedSequence();
    if (sequence == null) return List.of();
    if (twin.old().identity() != Identity.NONE) return identityMoved(sequence);
    List<String> sql = new ArrayList<>();
    sql.add("ALTER SEQUENCE " + sequence.sql() + " OWNED BY " + twin.tableSql() + "." + twin.sql());
    if (twin.type().name().equals("int8")) {
      sql.add("ALTER SEQUENCE " + sequence.sql() + " AS bigint");
    }
    return sql;
  }

  private List<String> identityMoved(QualifiedName sequence) {
    String next = nextSequence(sequence).sql();
    return List.of(
        twin.alter()
            + "ALTER COLUMN "
            + twin.sql()
            + " ADD "
            + Definitions.identity(twin.old().identity())
            + " AS IDENTITY (SEQUENCE NAME "
            + next
            + ")",
        "SELECT setval("
            + Identifier.literal(next)
            + ", last_value, is_called) FROM "
            + sequence.sql());
  }

  private List<String> identityNamed() {
    QualifiedName sequence = twin.old().ownedSequence();
    if (sequence == null || twin.old().identity() == Identity.NONE) return List.of();
    return List.of(
        "ALTER SEQUENCE "
            + nextSequence(sequence).sql()
            + " RENAME TO "
            + Identifier.quote(sequence.name()));
  }

  private QualifiedName nextSequence(QualifiedName sequence) {
    return sequence.sibling(
        Names.fresh(
            sequence.name(),
            "new",
            it -> context.before().table(sequence.sibling(it)).isPresent()));
  }

  private Undo undo() {
    String column = twin.table().name() + "." + twin.finalName();
    if (twin.renames()) {
      return Drafts.undo(
          List.of(twin.alter() + "RENAME COLUMN " + twin.sql() + " TO " + twin.oldSql()),
          "the name "
              + column
              + ": no row is lost, but a version that uses it fails from then on; deploy the one"
              + " before in the same moment");
    }
    String type = twin.old().type().sql();
    String name = twin.oldSql();
    List<String> sql = new ArrayList<>(dependents.backBefore());
    String alterColumn = twin.alter() + "ALTER COLUMN " + name;
    if (twin.old().defaultValue() != null) sql.add(alterColumn + " DROP DEFAULT");
    sql.add(alterColumn + " TYPE " + type + " USING " + name + "::" + type);
    if (twin.old().defaultValue() != null) {
      sql.add(alterColumn + " SET DEFAULT " + twin.old().defaultValue().sql());
    }
    sql.addAll(dependents.backAfter());
    boolean isAsItWas = !twin.written() && Conversions.comesBack(twin.old().type(), twin.type());
    String recast = isAsItWas ? null : Conversions.RECAST;
    return new Undo.Sql(
        sql,
        List.of(),
        Mode.IN_TRANSACTION,
        (recast == null ? "" : recast + "; and ")
            + "time: the table is rewritten while nobody reads or writes it; values that do not fit"
            + " "
            + type
            + " make it fail",
        new Undo.Planned(
            Conversions.back(twin.table(), twin.old(), twin.type()), recast, differs()));
  }

  /** Rows that there and back again would change. */
  private String differs() {
    String back = "((" + twin.value() + ")::" + twin.type().sql() + ")::" + twin.old().type().sql();
    return "SELECT %s, %s AS now, %s AS back FROM %s WHERE %s"
        .formatted(
            Keys.list(twin.table()),
            twin.oldSql(),
            back,
            twin.tableSql(),
            Sameness.differ(twin.old().type(), twin.old().collation(), twin.oldSql(), back));
  }
}
