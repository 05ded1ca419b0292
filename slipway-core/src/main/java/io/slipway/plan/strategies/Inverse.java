package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.View;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.Identifier;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that take a directly run statement back. */
final class Inverse {
  private final StatementContext context;

  private Inverse(StatementContext context) {
    this.context = context;
  }

  static Undo of(StatementContext context) {
    Undo undo = new Inverse(context).of(context.piece().change());
    return undo instanceof Undo.Impossible && onNewObjects(context) ? new Undo.Nothing() : undo;
  }

  /** What the migration made goes whole when it is taken back. */
  private static boolean onNewObjects(StatementContext context) {
    return !context.effects().locks().isEmpty()
        && context.effects().locks().stream().allMatch(it -> context.isNew(it.relation()));
  }

  private Undo of(Change change) {
    return switch (change) {
      case Change.CreateTable it -> created(ObjectKind.TABLE, it.table(), it.ifNotExists());
      case Change.CreateTableAs it ->
          created(
              it.materializedView() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.TABLE,
              it.table(),
              it.ifNotExists());
      case Change.AlterTable it -> TableInverse.of(context, it);
      case Change.MoveAllInTablespace ignored ->
          impossible("where each object was before is not recorded");
      case Change.Truncate ignored -> impossible("the rows are gone: restore them from a backup");
      case Change.LockTable ignored -> new Undo.Nothing();
      case Change.Rename it -> renamedBack(it);
      case Change.SetSchema it -> schemaSetBack(it);
      case Change.SetOwner ignored -> impossible("the owner before is not recorded");
      case Change.Drop it -> dropped(it);
      case Change.CommentOn it -> Comments.restored(context.before(), it);
      case Change.Grant it -> grantedBack(it);
      case Change.CreateIndex ignored -> indexDropped();
      case Change.Reindex ignored -> new Undo.Nothing();
      case Change.CreateView it -> viewRestored(it);
      case Change.RefreshMaterializedView ignored -> new Undo.Nothing();
      case Change.CreateSequence it ->
          created(ObjectKind.SEQUENCE, it.sequence(), it.ifNotExists());
      case Change.AlterSequence ignored -> impossible("the sequence's settings are not recorded");
      case Change.CreateType it -> created(ObjectKind.TYPE, it.type(), false);
      case Change.AlterEnum it -> enumRestored(it);
      case Change.CreateDomain it -> created(ObjectKind.DOMAIN, it.domain(), false);
      case Change.AlterDomain it -> domainRestored(it);
      case Change.CreateRoutine it -> routineRestored(it);
      case Change.AlterRoutine ignored -> impossible("the routine before is not recorded");
      case Change.CreateTrigger it -> member("TRIGGER", it.name(), it.table(), it.replace());
      case Change.CreateRule it -> member("RULE", it.name(), it.relation(), it.replace());
      case Change.CreatePolicy it -> member("POLICY", it.name(), it.table(), false);
      case Change.AlterPolicy ignored -> impossible("the policy before is not recorded");
      case Change.DoBlock ignored -> impossible("what a DO block did is not known");
      case Change.CreateSchema it ->
          it.schema() == null || it.ifNotExists()
              ? impossible("the schema may have been there before")
              : Drafts.undo("DROP SCHEMA IF EXISTS " + Identifier.quote(it.schema()));
      case Change.CreateExtension it ->
          it.ifNotExists()
              ? impossible("the extension may have been there before")
              : Drafts.undo("DROP EXTENSION IF EXISTS " + Identifier.quote(it.extension()));
      case Change.CreateStatistics it ->
          it.statistics() == null || it.ifNotExists()
              ? impossible("the name of the statistics object is not known")
              : Drafts.undo("DROP STATISTICS IF EXISTS " + it.statistics().sql());
      case Change.AlterStatistics ignored -> impossible("the statistics target is not recorded");
      case Change.Publication it ->
          it.create()
              ? Drafts.undo("DROP PUBLICATION IF EXISTS " + Identifier.quote(it.name()))
              : impossible("the publication before is not recorded");
      case Change.NoRelation it -> impossible("the inverse of " + it.command() + " is not known");
      case Change.OutsideTransaction it -> impossible(it.command() + " has no inverse");
      case Change.Query it ->
          it.verb().equals("SELECT")
              ? new Undo.Nothing()
              : impossible("the rows as they were are not kept");
      case Change.Vacuum ignored -> new Undo.Nothing();
      case Change.Cluster ignored -> new Undo.Nothing();
      case Change.Transaction ignored -> new Undo.Nothing();
      case Change.SetVariable ignored -> new Undo.Nothing();
      case Change.PsqlCommand ignored -> new Undo.Nothing();
      case Change.Other it -> impossible("the inverse of " + it.node() + " is not known");
      case Change.Unparsable ignored -> impossible("it is not SQL");
    };
  }

  private static Undo impossible(String because) {
    return new Undo.Impossible(because);
  }

  /** With IF NOT EXISTS only what was made by the statement goes. */
  private Undo created(ObjectKind kind, QualifiedName name, boolean ifNotExists) {
    QualifiedName resolved = context.before().resolve(name);
    if (ifNotExists && !context.before().complete()) {
      return impossible("it may have been there before");
    }
    if (ifNotExists && context.before().table(resolved).isPresent()) return new Undo.Nothing();
    return Drafts.undo("DROP " + upper(kind) + " IF EXISTS " + resolved.sql());
  }

  private Undo renamedBack(Change.Rename it) {
    String alter = "ALTER " + upper(it.relationKind()) + " ";
    if (it.member() == null) {
      QualifiedName renamed = context.before().resolve(it.object()).sibling(it.newName());
      return Drafts.undo(
          alter + renamed.sql() + " RENAME TO " + Identifier.quote(it.object().name()));
    }
    String member = Identifier.quote(it.newName());
    String back = " TO " + Identifier.quote(it.member());
    String table = context.tableName(it.object());
    return switch (it.kind()) {
      case TRIGGER, POLICY, RULE ->
          Drafts.undo(
              "ALTER " + upper(it.kind()) + " " + member + " ON " + table + " RENAME" + back);
      case CONSTRAINT -> Drafts.undo(alter + table + " RENAME CONSTRAINT " + member + back);
      case ATTRIBUTE -> Drafts.undo(alter + table + " RENAME ATTRIBUTE " + member + back);
      default -> Drafts.undo(alter + table + " RENAME COLUMN " + member + back);
    };
  }

  private Undo schemaSetBack(Change.SetSchema it) {
    QualifiedName before = context.before().resolve(it.object());
    if (before.schema() == null) return impossible("the schema before is not known");
    return Drafts.undo(
        "ALTER "
            + upper(it.kind())
            + " "
            + before.in(it.newSchema()).sql()
            + " SET SCHEMA "
            + Identifier.quote(before.schema()));
  }

  private Undo dropped(Change.Drop it) {
    if (it.kind() == ObjectKind.INDEX) return indexesRestored(it);
    if (it.kind() == ObjectKind.TRIGGER && it.member() != null) {
      return context
          .before()
          .table(it.objects().getFirst())
          .flatMap(
              table ->
                  table.triggers().stream()
                      .filter(trigger -> trigger.name().equals(it.member()))
                      .findFirst())
          .map(trigger -> Drafts.undo(trigger.definition()))
          .orElse(new Undo.Nothing());
    }
    if (it.kind() == ObjectKind.VIEW) return viewsRestored(it);
    boolean absent =
        it.ifExists()
            && it.kind() == ObjectKind.TABLE
            && context.before().complete()
            && it.objects().stream().allMatch(name -> context.before().table(name).isEmpty());
    return absent
        ? new Undo.Nothing()
        : impossible("what is dropped is gone: restore it from a backup");
  }

  private Undo viewsRestored(Change.Drop it) {
    List<String> sql = new ArrayList<>();
    for (QualifiedName name : it.objects()) {
      context
          .before()
          .view(name)
          .filter(ViewText::isKnown)
          .ifPresent(view -> sql.add(ViewText.create(view)));
    }
    return it.cascade() || sql.size() != it.objects().size()
        ? impossible("the definition of what is dropped is not known")
        : Drafts.undo(sql, "grants on the view");
  }

  private Undo indexesRestored(Change.Drop it) {
    List<String> sql =
        it.objects().stream()
            .flatMap(name -> context.before().index(name).stream())
            .flatMap(index -> IndexText.restored(context.before(), index).stream())
            .toList();
    return sql.isEmpty() ? new Undo.Nothing() : Drafts.undoAlone(sql, null);
  }

  private Undo indexDropped() {
    List<String> sql =
        context.after().indexes().stream()
            .filter(index -> context.before().index(index.name()).isEmpty())
            .map(index -> "DROP INDEX IF EXISTS " + index.name().sql())
            .toList();
    return sql.isEmpty() ? new Undo.Nothing() : Drafts.undo(sql, null);
  }

  private Undo viewRestored(Change.CreateView it) {
    return context
        .before()
        .view(it.view())
        .map(
            view ->
                ViewText.isKnown(view)
                    ? viewRestored(view)
                    : impossible("the query of view " + view.name() + " is not known"))
        .orElseGet(() -> created(ObjectKind.VIEW, it.view(), false));
  }

  /** A view can be given columns, not lose them: then it is made anew. */
  private Undo viewRestored(View view) {
    String create = ViewText.create(view);
    if (columns(context.after(), view) <= columns(context.before(), view)) {
      return Drafts.undo(create);
    }
    return Drafts.undo(
        List.of("DROP VIEW IF EXISTS " + view.name().sql(), create),
        "grants and comments on the view, and fails while something was made on it");
  }

  private static int columns(Catalog catalog, View view) {
    return catalog.table(view.name()).map(it -> it.columns().size()).orElse(0);
  }

  private Undo enumRestored(Change.AlterEnum it) {
    if (it.oldLabel() == null) return impossible("PostgreSQL cannot remove an enum label");
    return Drafts.undo(
        "ALTER TYPE "
            + it.type().sql()
            + " RENAME VALUE "
            + Identifier.literal(it.newLabel())
            + " TO "
            + Identifier.literal(it.oldLabel()));
  }

  private Undo domainRestored(Change.AlterDomain it) {
    String name = it.constraintName();
    if (!it.action().equals("ADD CONSTRAINT") || name == null) {
      return impossible("the domain before is not recorded");
    }
    return Drafts.undo(
        "ALTER DOMAIN "
            + it.domain().sql()
            + " DROP CONSTRAINT IF EXISTS "
            + Identifier.quote(name));
  }

  private Undo routineRestored(Change.CreateRoutine it) {
    boolean existed = !context.before().routines(it.routine()).isEmpty();
    if (it.replace() && (existed || !context.before().complete())) {
      return impossible("the definition it replaced is not recorded");
    }
    String types =
        it.argumentTypes().stream().map(type -> type.sql()).collect(Collectors.joining(", "));
    return Drafts.undo(
        "DROP " + upper(it.kind()) + " IF EXISTS " + it.routine().sql() + "(" + types + ")");
  }

  private Undo member(String kind, String name, QualifiedName table, boolean replaced) {
    if (replaced) return impossible("what it replaced is not recorded");
    return Drafts.undo(
        "DROP "
            + kind
            + " IF EXISTS "
            + Identifier.quote(name)
            + " ON "
            + context.tableName(table));
  }

  private Undo grantedBack(Change.Grant it) {
    boolean plain =
        it.kind() == ObjectKind.TABLE
            || it.kind() == ObjectKind.SEQUENCE
            || it.kind() == ObjectKind.SCHEMA;
    if (!plain || !it.grant()) return impossible("the privileges before are not recorded");
    String objects =
        it.objects().stream().map(QualifiedName::sql).collect(Collectors.joining(", "));
    String grantees = String.join(", ", it.grantees());
    return Drafts.undo(
        List.of(
            "REVOKE "
                + String.join(", ", it.privileges())
                + " ON "
                + upper(it.kind())
                + " "
                + objects
                + " FROM "
                + grantees),
        "privileges the role had before the GRANT, if they are among them");
  }

  static String upper(ObjectKind kind) {
    return kind.sql().toUpperCase(java.util.Locale.ROOT);
  }
}
