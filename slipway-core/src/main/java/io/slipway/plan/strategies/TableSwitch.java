package io.slipway.plan.strategies;

import io.slipway.catalog.Belonging;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.catalog.View;
import io.slipway.plan.Mode;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.plan.Undo;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The transaction in which the green table takes the blue one's place, and the one back. The blue
 * table moves to a schema of its own with its indexes; foreign keys, triggers, grants, policies,
 * publications and views follow the name.
 */
final class TableSwitch {
  private final StatementContext context;
  private final Table blue;
  private final BlueGreenPlan.Sides sides;
  private final Capture capture;
  private final SourceSignature signature;

  TableSwitch(
      StatementContext context,
      Table blue,
      BlueGreenPlan.Sides sides,
      Capture capture,
      SourceSignature signature) {
    this.context = context;
    this.blue = blue;
    this.sides = sides;
    this.capture = capture;
    this.signature = signature;
  }

  List<Step> steps(TableCopy copy, TableCopy back) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step.Ddl(
            "",
            "count what is in the copy",
            List.of("ANALYZE " + sides.green().sql()),
            List.of(),
            Mode.ALONE,
            io.slipway.plan.Patience.WATCHED,
            false,
            Probes.repeatable(),
            validations().isEmpty() ? new Undo.Nothing() : Drafts.undoAlone(validations(), null)));
    steps.add(
        new Step.Switch(
            "",
            "put the copy in the place of " + blue.name(),
            copy,
            together(copy),
            there(),
            List.of(),
            new Undo.Back(back, together(back), back(), List.of(), null)));
    for (String sql : validations()) {
      steps.add(Drafts.watched(Titles.of(sql), new Undo.Nothing(), sql));
    }
    steps.add(
        new Step.Gate(
            "",
            "keep the old table for a way back",
            null,
            "the table that "
                + blue.name()
                + " was is kept, and what changes since is logged for it: slipway rollback --phase"
                + " contract goes back and loses nothing; approving this step drops it"));
    steps.add(ended());
    steps.add(dropped());
    return steps;
  }

  private List<String> together(TableCopy copy) {
    return capture.together(copy, context.before().searchPath(), deferrable(copy.target()));
  }

  private List<QualifiedName> deferrable(QualifiedName table) {
    return blue.constraints().stream()
        .filter(it -> it.kind() != Kind.FOREIGN_KEY && it.deferrable())
        .map(it -> table.sibling(it.name()))
        .toList();
  }

  // ---- there

  private List<String> there() {
    List<String> sql = new ArrayList<>();
    sql.addAll(assertions());
    sql.addAll(capture.ended(blue.name()));
    for (Trigger trigger : blue.triggers()) sql.add(alter() + "DISABLE TRIGGER " + quoted(trigger));
    sql.addAll(foreignKeysDropped());
    sequences().forEach(it -> sql.add("ALTER SEQUENCE " + it.sequence().sql() + " OWNED BY NONE"));
    belongings(Belonging.Kind.PUBLICATION).forEach(it -> sql.add(published(it, "DROP")));
    belongings(Belonging.Kind.STATISTICS)
        .forEach(it -> sql.add(moved("STATISTICS", statistics(it), sides.heldSchema())));
    sql.add(moved("TABLE", sides.table(), sides.heldSchema()));
    sql.add(moved("TABLE", sides.green(), schema()));
    sequences().forEach(it -> sql.add(owned(it)));
    identities().forEach(it -> sql.addAll(continued(it, sides.heldSchema())));
    for (Trigger trigger : blue.triggers()) {
      sql.add(trigger.definition());
      enabled(trigger).ifPresent(sql::add);
    }
    for (Belonging.Kind kind :
        List.of(
            Belonging.Kind.GIVEN,
            Belonging.Kind.COLUMN_GRANT,
            Belonging.Kind.POLICY,
            Belonging.Kind.PUBLICATION,
            Belonging.Kind.STATISTICS)) {
      belongings(kind).forEach(it -> sql.add(it.sql(sides.table())));
    }
    sql.addAll(foreignKeysAdded());
    sql.addAll(viewsReplaced());
    sql.addAll(capture.logging());
    sql.addAll(capture.begun(sides.table()));
    return sql;
  }

  private String schema() {
    return java.util.Objects.requireNonNull(sides.table().schema());
  }

  private String alter() {
    return "ALTER TABLE " + sides.table().sql() + " ";
  }

  private static String quoted(Trigger trigger) {
    return Identifier.quote(trigger.name());
  }

  private static String moved(String kind, QualifiedName name, String schema) {
    return "ALTER " + kind + " " + name.sql() + " SET SCHEMA " + Identifier.quote(schema);
  }

  /** Nobody could have changed the table unseen, and nothing is left to do. */
  private List<String> assertions() {
    return List.of(
        raiseIf(
            capture.silent(sides.table()),
            sides.table() + " could be changed unseen while it was copied: "),
        raiseIf(signature.changes(), sides.table() + " was changed while it was copied: "),
        raiseIf(capture.backlog(), "the log of " + sides.table() + " is not empty: "));
  }

  /**
   * @param what in words; NULL where all is well
   */
  private static String raiseIf(String what, String message) {
    return """
    DO $slipway$ DECLARE
      slipway_what text := %s;
    BEGIN
      IF slipway_what IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = %s || slipway_what, HINT = 'Nothing was switched. Take the run back and plan it again: slipway rollback.';
      END IF;
    END $slipway$\
    """
        .formatted(what, Identifier.literal(message));
  }

  private Stream<Belonging> belongings(Belonging.Kind kind) {
    return context.before().belongings(blue.name()).stream().filter(it -> it.kind() == kind);
  }

  private String published(Belonging publication, String verb) {
    return "ALTER PUBLICATION "
        + Identifier.quote(publication.name())
        + " "
        + verb
        + " TABLE "
        + sides.table().sql();
  }

  private QualifiedName statistics(Belonging statistics) {
    return QualifiedName.of(schema(), statistics.name());
  }

  // ---- sequences

  /** A sequence and the column that takes its values. */
  private record Numbered(String column, QualifiedName sequence) {}

  private List<Numbered> numbered(boolean isIdentity) {
    return blue.columns().stream()
        .filter(it -> it.ownedSequence() != null)
        .filter(it -> (it.identity() != Identity.NONE) == isIdentity)
        .map(it -> new Numbered(it.name(), java.util.Objects.requireNonNull(it.ownedSequence())))
        .toList();
  }

  private List<Numbered> sequences() {
    return numbered(false);
  }

  /** An identity's sequence cannot change hands: the other table has one of its own. */
  private List<Numbered> identities() {
    return numbered(true);
  }

  private String owned(Numbered it) {
    return "ALTER SEQUENCE "
        + it.sequence().sql()
        + " OWNED BY "
        + sides.table().sql()
        + "."
        + Identifier.quote(it.column());
  }

  private List<String> continued(Numbered it, String from) {
    return List.of(
        "SELECT setval(pg_get_serial_sequence(%s, %s), last_value, is_called) FROM %s"
            .formatted(
                Identifier.literal(sides.table().sql()),
                Identifier.literal(it.column()),
                it.sequence().in(from).sql()));
  }

  // ---- foreign keys

  private List<Constraint> outbound() {
    return blue.constraints().stream().filter(it -> it.kind() == Kind.FOREIGN_KEY).toList();
  }

  private List<Catalog.Inbound> inbound() {
    return context.before().inboundForeignKeys(blue.name()).stream()
        .filter(it -> !it.table().equals(blue.name()))
        .toList();
  }

  private List<String> foreignKeysDropped() {
    List<String> sql = new ArrayList<>();
    for (Catalog.Inbound it : inbound()) sql.add(dropped(it.table(), it.constraint()));
    for (Constraint it : outbound()) sql.add(dropped(sides.table(), it));
    return sql;
  }

  private static String dropped(QualifiedName table, Constraint constraint) {
    return "ALTER TABLE " + table.sql() + " DROP CONSTRAINT " + Identifier.quote(constraint.name());
  }

  private List<String> foreignKeysAdded() {
    List<String> sql = new ArrayList<>();
    for (Constraint it : outbound()) sql.addAll(added(sides.table(), it));
    for (Catalog.Inbound it : inbound()) sql.addAll(added(it.table(), it.constraint()));
    return sql;
  }

  private static List<String> added(QualifiedName table, Constraint constraint) {
    List<String> sql = new ArrayList<>();
    sql.add(
        "ALTER TABLE "
            + table.sql()
            + " ADD "
            + Definitions.constraint(constraint.name(), constraint)
            + " NOT VALID");
    if (constraint.comment() != null) {
      sql.add(Comments.onConstraint(table, constraint.name(), constraint.comment()));
    }
    return sql;
  }

  private List<String> validations() {
    List<String> sql = new ArrayList<>();
    for (Constraint it : outbound()) if (it.validated()) sql.add(validated(sides.table(), it));
    for (Catalog.Inbound it : inbound()) {
      if (it.constraint().validated()) sql.add(validated(it.table(), it.constraint()));
    }
    return sql;
  }

  private static String validated(QualifiedName table, Constraint constraint) {
    return "ALTER TABLE "
        + table.sql()
        + " VALIDATE CONSTRAINT "
        + Identifier.quote(constraint.name());
  }

  // ---- triggers and views

  private java.util.Optional<String> enabled(Trigger trigger) {
    String how =
        switch (trigger.enabled()) {
          case 'D' -> "DISABLE";
          case 'R' -> "ENABLE REPLICA";
          case 'A' -> "ENABLE ALWAYS";
          default -> "";
        };
    return how.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(alter() + how + " TRIGGER " + quoted(trigger));
  }

  /** REPLACE takes a view's options away where it does not name them. */
  private List<String> viewsReplaced() {
    List<String> sql = new ArrayList<>();
    for (View view : context.before().viewsOn(blue.name())) {
      sql.add(ViewText.create(view));
      context.before().belongings(view.name()).forEach(it -> sql.add(it.sql(view.name())));
    }
    return sql;
  }

  // ---- back

  private List<String> back() {
    List<String> sql = new ArrayList<>();
    sql.add(
        raiseIf(
            capture.silent(sides.table()),
            sides.table() + " could be changed unseen since the switch: "));
    sql.add(raiseIf(capture.backlog(), "the log of " + sides.table() + " is not empty: "));
    sql.addAll(capture.ended(sides.table()));
    for (Trigger it : blue.triggers()) {
      sql.add("DROP TRIGGER " + quoted(it) + " ON " + sides.table().sql());
    }
    sql.addAll(foreignKeysDropped());
    sequences().forEach(it -> sql.add("ALTER SEQUENCE " + it.sequence().sql() + " OWNED BY NONE"));
    belongings(Belonging.Kind.PUBLICATION).forEach(it -> sql.add(published(it, "DROP")));
    belongings(Belonging.Kind.STATISTICS)
        .forEach(it -> sql.add("DROP STATISTICS " + statistics(it).sql()));
    belongings(Belonging.Kind.POLICY)
        .forEach(
            it ->
                sql.add(
                    "DROP POLICY " + Identifier.quote(it.name()) + " ON " + sides.table().sql()));
    sql.add(moved("TABLE", sides.table(), sides.greenSchema()));
    sql.add(moved("TABLE", sides.held(), schema()));
    sequences().forEach(it -> sql.add(owned(it)));
    identities().forEach(it -> sql.addAll(continued(it, sides.greenSchema())));
    belongings(Belonging.Kind.PUBLICATION).forEach(it -> sql.add(it.sql(sides.table())));
    belongings(Belonging.Kind.STATISTICS)
        .forEach(
            it -> sql.add(moved("STATISTICS", statistics(it).in(sides.heldSchema()), schema())));
    for (Trigger trigger : blue.triggers()) {
      sql.add(enabled(trigger).orElse(alter() + "ENABLE TRIGGER " + quoted(trigger)));
    }
    sql.addAll(foreignKeysAdded());
    sql.addAll(viewsReplaced());
    sql.addAll(capture.logging());
    sql.addAll(capture.begun(sides.table()));
    sql.addAll(signature.armed());
    return sql;
  }

  // ---- the end

  private Step ended() {
    return Drafts.brief(
        "stop logging changes of " + blue.name(),
        new Undo.Impossible(
            "what has changed since is not known to the old table: plan the way back as a"
                + " migration"),
        capture.ended(sides.table()));
  }

  private Step dropped() {
    List<String> sql = new ArrayList<>();
    sql.add("DROP TABLE IF EXISTS " + sides.held().sql());
    belongings(Belonging.Kind.STATISTICS)
        .forEach(
            it ->
                sql.add(
                    "DROP STATISTICS IF EXISTS " + statistics(it).in(sides.heldSchema()).sql()));
    sql.addAll(capture.removed());
    sql.add("DROP TABLE IF EXISTS " + signature.table().sql());
    sql.add("DROP SCHEMA IF EXISTS " + Identifier.quote(sides.greenSchema()));
    sql.add("DROP SCHEMA IF EXISTS " + Identifier.quote(sides.heldSchema()));
    return Drafts.brief(
        "drop the table that " + blue.name() + " was",
        new Undo.Impossible("the old table is gone"),
        sql);
  }
}
