package io.slipway.plan.strategies;

import io.slipway.catalog.Belonging;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.plan.rewrite.ColumnText;
import io.slipway.plan.rewrite.Names;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Identifier;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on a column, made again for its twin: {@code steps} build copies while the application
 * works; {@code before} and {@code after} are what the short transaction of the handover does, on
 * either side of dropping the old column, so that every name ends as the statement would leave it.
 */
final class TwinDependents {
  private final StatementContext context;
  private final Twin twin;
  private final Set<String> taken = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> indexNames = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private final List<String> backBefore = new ArrayList<>();
  private final List<String> backAfter = new ArrayList<>();

  private TwinDependents(StatementContext context, Twin twin) {
    this.context = context;
    this.twin = twin;
  }

  static TwinDependents of(StatementContext context, Twin twin) {
    TwinDependents dependents = new TwinDependents(context, twin);
    if (twin.renames()) {
      dependents.indexesForQueries();
      return dependents;
    }
    dependents.notNull();
    dependents.indexes();
    dependents.constraints();
    dependents.inbound();
    dependents.statistics();
    return dependents;
  }

  /**
   * A renamed column keeps what it has; only queries by the new name need its indexes meanwhile,
   * and ON CONFLICT a unique one.
   */
  private void indexesForQueries() {
    for (Index index : context.before().indexesOf(table().name())) {
      if (index.mentions(twin.old().name())) build(index);
    }
  }

  /** The indexes made for the twin, by name. */
  List<String> indexNames() {
    return List.copyOf(indexNames);
  }

  private QualifiedName build(Index index) {
    QualifiedName copy = table().name().sibling(copyName(index.name().name()));
    steps.add(IndexBuilt.step(copy, table().name(), copied(index, copy.name())));
    indexNames.add(copy.name());
    return copy;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  List<String> before() {
    return List.copyOf(before);
  }

  List<String> after() {
    return List.copyOf(after);
  }

  /**
   * For a type change that is taken back: what PostgreSQL would carry over with casts in it goes
   * before, and comes again after as it was.
   */
  List<String> backBefore() {
    return List.copyOf(backBefore);
  }

  List<String> backAfter() {
    return List.copyOf(backAfter);
  }

  private Table table() {
    return twin.table();
  }

  /** From 18 the constraint has a name, which stays; before, a CHECK proves it to SET NOT NULL. */
  private void notNull() {
    if (!twin.old().notNull()) return;
    Constraint named =
        table().constraints().stream()
            .filter(it -> it.kind() == Kind.NOT_NULL && it.columns().contains(twin.old().name()))
            .findFirst()
            .orElse(null);
    String original =
        named == null
            ? table().name().name() + "_" + twin.old().name() + "_not_null"
            : named.name();
    String copy = copyName(original);
    boolean named18 = context.server().atLeast(18);
    String definition =
        named18 ? "NOT NULL " + twin.sql() : "CHECK (" + twin.sql() + " IS NOT NULL)";
    steps.addAll(ConstraintInTwoSteps.steps(table(), copy, definition));
    String quoted = Identifier.quote(copy);
    if (named18) {
      after.add(twin.alter() + "RENAME CONSTRAINT " + quoted + " TO " + Identifier.quote(original));
    } else {
      before.add(twin.alter() + "ALTER COLUMN " + twin.sql() + " SET NOT NULL");
      before.add(twin.alter() + "DROP CONSTRAINT " + quoted);
    }
  }

  private void indexes() {
    for (Index index : context.before().indexesOf(table().name())) {
      if (!index.mentions(twin.old().name())) continue;
      QualifiedName copy = build(index);
      Constraint owner = index.constraint() == null ? null : owner(index.constraint());
      if (owner == null) rename(index, copy);
      else after.add(adopt(owner, copy));
      if (index.comment() != null) after.add(Comments.onIndex(index.name(), index.comment()));
    }
  }

  private @Nullable Constraint owner(String constraint) {
    return table().constraint(constraint).orElse(null);
  }

  private void rename(Index index, QualifiedName copy) {
    String name = Identifier.quote(index.name().name());
    after.add("ALTER INDEX " + copy.sql() + " RENAME TO " + name);
    backBefore.add("DROP INDEX IF EXISTS " + index.name().sql());
    backAfter.add(IndexText.definition(index));
    if (index.comment() != null) backAfter.add(Comments.onIndex(index.name(), index.comment()));
  }

  private String adopt(Constraint owner, QualifiedName copy) {
    return twin.alter()
        + "ADD CONSTRAINT "
        + Identifier.quote(owner.name())
        + (owner.kind() == Kind.PRIMARY_KEY ? " PRIMARY KEY" : " UNIQUE")
        + " USING INDEX "
        + Identifier.quote(copy.name())
        + deferrable(owner);
  }

  private static String deferrable(Constraint owner) {
    if (!owner.deferrable()) return "";
    List<Token> tokens = Tokens.of(owner.definition());
    return Tokens.find(tokens, 0, "DEFERRED").isPresent()
        ? " DEFERRABLE INITIALLY DEFERRED"
        : " DEFERRABLE";
  }

  /** Read back and compared: a text that did not come out right must not run. */
  private String copied(Index index, String copy) {
    String renamed =
        IndexText.renamedColumn(IndexText.definition(index), twin.old().name(), twin.name());
    String sql = IndexText.concurrently(renamed, copy);
    boolean right =
        context.grammar().change(sql) instanceof Change.CreateIndex made
            && made.elements().stream()
                .map(this::columnsOf)
                .toList()
                .equals(index.elements().stream().map(this::renamedColumnsOf).toList());
    if (right) return sql;
    throw Refusal.of(
        Refusal.REWRITE,
        context.piece(),
        "the definition of index " + index.name() + " could not be carried to " + twin.name(),
        "Drop the index before and create it after, each in a migration of its own.");
  }

  private List<String> columnsOf(IndexElement element) {
    if (element.column() != null) return List.of(element.column());
    return element.expression() == null ? List.of() : element.expression().columns();
  }

  private List<String> renamedColumnsOf(IndexElement element) {
    return ForeignKeyText.renamed(columnsOf(element), twin.old().name(), twin.name());
  }

  private void constraints() {
    for (Constraint constraint : table().constraints()) {
      if (!ColumnRestored.mentions(constraint, twin.old().name())) continue;
      switch (constraint.kind()) {
        case CHECK -> {
          copy(table(), constraint, check(constraint));
          backAgain(constraint);
        }
        case FOREIGN_KEY -> copy(table(), constraint, outgoing(constraint));
        case UNIQUE, PRIMARY_KEY, NOT_NULL -> {}
        case EXCLUDE ->
            throw Refusal.dependents(
                context.piece(),
                twin.old().name(),
                List.of("exclusion constraint " + constraint.name()));
      }
    }
  }

  private void backAgain(Constraint constraint) {
    String name = Identifier.quote(constraint.name());
    backBefore.add(twin.alter() + "DROP CONSTRAINT IF EXISTS " + name);
    String definition = Definitions.constraint(constraint.name(), constraint);
    backAfter.add(
        twin.alter() + "ADD " + definition + (constraint.validated() ? "" : " NOT VALID"));
    if (constraint.comment() != null) {
      backAfter.add(Comments.onConstraint(table().name(), constraint.name(), constraint.comment()));
    }
  }

  private String check(Constraint constraint) {
    String body = Definitions.body(constraint.definition());
    return ColumnText.renamed(body, twin.old().name(), twin.name());
  }

  private String outgoing(Constraint constraint) {
    QualifiedName target = Objects.requireNonNull(constraint.references());
    List<String> referenced = constraint.referencedColumns();
    if (target.equals(table().name())) referenced = renamed(referenced);
    return ForeignKeyText.between(constraint, renamed(constraint.columns()), target, referenced);
  }

  private List<String> renamed(List<String> columns) {
    return ForeignKeyText.renamed(columns, twin.old().name(), twin.name());
  }

  /** NOT VALID binds new rows; VALIDATE the others; the name is set right at the handover. */
  private void copy(Table on, Constraint constraint, String definition) {
    String copy = copyName(constraint.name());
    List<Step> both = ConstraintInTwoSteps.steps(on, copy, definition);
    steps.addAll(constraint.validated() ? both : both.subList(0, 1));
    String alter = "ALTER TABLE " + on.name().sql() + " ";
    String name = Identifier.quote(constraint.name());
    after.add(alter + "RENAME CONSTRAINT " + Identifier.quote(copy) + " TO " + name);
    if (constraint.comment() != null) {
      after.add(Comments.onConstraint(on.name(), constraint.name(), constraint.comment()));
    }
  }

  /** Foreign keys of other tables: a second one to the twin, and at the handover the first goes. */
  private void inbound() {
    for (Catalog.Inbound inbound : context.before().inboundForeignKeys(table().name())) {
      Constraint constraint = inbound.constraint();
      if (!referenced(constraint).contains(twin.old().name())) continue;
      if (inbound.table().equals(table().name())) {
        if (!constraint.columns().contains(twin.old().name())) copySelf(constraint);
        continue;
      }
      Table child = context.table(inbound.table());
      refuseUnlessPlain(child, constraint);
      copy(child, constraint, toTwin(constraint));
      before.addFirst(dropInbound(child, constraint));
    }
  }

  private void copySelf(Constraint constraint) {
    copy(table(), constraint, toTwin(constraint));
    before.addFirst(dropInbound(table(), constraint));
  }

  private String toTwin(Constraint constraint) {
    return ForeignKeyText.between(
        constraint, constraint.columns(), table().name(), renamed(referenced(constraint)));
  }

  private List<String> referenced(Constraint constraint) {
    return constraint.referencedColumns().isEmpty()
        ? table().primaryKey().map(Constraint::columns).orElse(List.of())
        : constraint.referencedColumns();
  }

  private static String dropInbound(Table child, Constraint constraint) {
    return "ALTER TABLE "
        + child.name().sql()
        + " DROP CONSTRAINT "
        + Identifier.quote(constraint.name());
  }

  private void refuseUnlessPlain(Table child, Constraint constraint) {
    boolean partitioned = child.kind() == Table.Kind.PARTITIONED || child.isPartition();
    if (!partitioned) return;
    throw Refusal.of(
        Refusal.INBOUND,
        context.piece(),
        "foreign key "
            + constraint.name()
            + " of the partitioned "
            + child.name()
            + " cannot be re-pointed without blocking it",
        "Drop that foreign key in an earlier migration and add it again afterwards.");
  }

  /** They go with the column; the twin has its name by then. */
  private void statistics() {
    for (Belonging it : context.before().belongings(table().name())) {
      boolean isOnColumn = it.kind() == Belonging.Kind.STATISTICS && names(it.before());
      if (isOnColumn) after.add(it.sql(table().name()));
    }
  }

  private boolean names(String text) {
    return Tokens.of(text).stream()
        .anyMatch(it -> it.isName() && it.name().equals(twin.old().name()));
  }

  /** A name for a copy, while the original is still there. */
  private String copyName(String original) {
    return Names.fresh(original, "new", it -> isTaken(it) || !taken.add(it));
  }

  private boolean isTaken(String name) {
    Catalog catalog = context.before();
    QualifiedName sibling = table().name().sibling(name);
    return catalog.index(sibling).isPresent()
        || catalog.table(sibling).isPresent()
        || catalog.tables().stream().anyMatch(it -> it.constraint(name).isPresent());
  }
}
