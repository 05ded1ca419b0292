package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.catalog.View;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQLSTATE 2BP01: DROP without CASCADE of what others are built on. */
final class DependentsStopDrop implements Rule {

  @Override
  public String slug() {
    return "dependents-stop-drop";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "What views, foreign keys, policies or columns depend on cannot be dropped";
  }

  /** What is to go, and what keeps it. */
  private record Kept(String what, String by) {}

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<Kept> first(StatementContext in) {
    return switch (in.change()) {
      case Change.Drop drop -> drop.cascade() ? Optional.empty() : dropped(in, drop);
      case Change.AlterTable alter ->
          alter.actions().stream().flatMap(it -> action(in, alter, it).stream()).findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<Kept> dropped(StatementContext in, Change.Drop drop) {
    Catalog before = in.before();
    Set<QualifiedName> going =
        drop.objects().stream().map(before::resolve).collect(Collectors.toUnmodifiableSet());
    return drop.objects().stream()
        .filter(it -> WrongKindOfObject.dropped(in, drop.kind(), it).isEmpty())
        .flatMap(
            it ->
                switch (drop.kind()) {
                  case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE ->
                      ofRelation(in, it, going).stream();
                  case TYPE, DOMAIN -> ofType(in, it).stream();
                  case FUNCTION -> ofFunction(in, it).stream();
                  case SEQUENCE -> ofSequence(in, it).stream();
                  case INDEX -> ofIndex(in, it).stream();
                  default -> Stream.<String>empty();
                })
        .map(by -> new Kept(drop.objects().getFirst().sql(), by))
        .findFirst();
  }

  private static Optional<String> ofRelation(
      StatementContext in, QualifiedName relation, Set<QualifiedName> going) {
    return in.before().viewsOn(relation).stream()
        .map(View::name)
        .filter(it -> !going.contains(it))
        .map(it -> "view " + in.name(it))
        .findFirst()
        .or(
            () ->
                in.before().inboundForeignKeys(relation).stream()
                    .filter(it -> !going.contains(it.table()))
                    .filter(it -> !isPartOf(in, it.table(), going))
                    .map(it -> foreignKey(in, it))
                    .findFirst());
  }

  /** An index of a partition goes with the partitioned index it is attached to. */
  private static Optional<String> ofIndex(StatementContext in, QualifiedName index) {
    return in.before()
        .index(index)
        .filter(it -> it.constraint() == null)
        .map(Index::parent)
        .map(it -> "index " + it.name());
  }

  private static boolean isPartOf(
      StatementContext in, QualifiedName table, Set<QualifiedName> going) {
    return in.table(table).stream()
        .flatMap(it -> it.parents().stream())
        .anyMatch(it -> going.contains(it) || isPartOf(in, it, going));
  }

  private static String foreignKey(StatementContext in, Catalog.Inbound inbound) {
    return "foreign key " + inbound.constraint().name() + " of " + in.name(inbound.table());
  }

  private static Optional<String> ofType(StatementContext in, QualifiedName type) {
    if (in.before().type(type).isEmpty()) return Optional.empty();
    for (Table table : in.before().tables()) {
      for (var column : table.columns()) {
        boolean named =
            column.type().name().equals(type.name())
                && (type.schema() == null
                    || column.type().schema() == null
                    || type.schema().equals(column.type().schema()));
        if (named) {
          return Optional.of("column " + column.name() + " of " + in.name(table.name()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofFunction(StatementContext in, QualifiedName function) {
    if (in.before().routines(function).size() != 1) return Optional.empty();
    QualifiedName known = in.before().routines(function).getFirst().name();
    return in.before().tables().stream()
        .flatMap(
            table ->
                table.triggers().stream()
                    .filter(it -> it.function().name().equals(known.name()))
                    .filter(
                        it ->
                            it.function().schema() == null
                                || it.function().schema().equals(known.schema()))
                    .map(it -> "trigger " + it.name() + " of " + in.name(table.name())))
        .findFirst();
  }

  private static Optional<String> ofSequence(StatementContext in, QualifiedName sequence) {
    QualifiedName resolved = in.before().resolve(sequence);
    return in.before().tables().stream()
        .flatMap(
            table ->
                table.columns().stream()
                    .filter(it -> resolved.equals(it.ownedSequence()))
                    .filter(it -> it.defaultValue() != null)
                    .map(
                        it ->
                            "the default of column " + it.name() + " of " + in.name(table.name())))
        .findFirst();
  }

  private static Optional<Kept> action(
      StatementContext in, Change.AlterTable alter, TableAction action) {
    QualifiedName table = alter.table();
    return switch (action) {
      case TableAction.DropColumn drop ->
          drop.cascade()
              ? Optional.empty()
              : ofColumn(in, table, drop.column())
                  .map(by -> new Kept(in.name(table) + "." + drop.column(), by));
      case TableAction.DropConstraint drop ->
          drop.cascade()
              ? Optional.empty()
              : in.table(table)
                  .flatMap(it -> it.constraint(drop.name()))
                  .flatMap(it -> ofKey(in, table, it, alter))
                  .map(by -> new Kept("constraint " + drop.name(), by));
      default -> Optional.empty();
    };
  }

  private static Optional<String> ofColumn(StatementContext in, QualifiedName name, String column) {
    QualifiedName table = in.before().resolve(name);
    Optional<Table> known = in.table(table).filter(it -> it.column(column).isPresent());
    if (known.isEmpty()) return Optional.empty();
    return in.before().viewsOn(table).stream()
        .filter(
            view ->
                view.columnsUsed().stream()
                    .anyMatch(it -> it.table().equals(table) && it.column().equals(column)))
        .map(it -> "view " + in.name(it.name()))
        .findFirst()
        .or(
            () ->
                in.before().policies(table).stream()
                    .filter(it -> it.columns().contains(column))
                    .map(it -> "policy " + it.name())
                    .findFirst())
        .or(() -> generated(in, known.get(), column))
        .or(
            () ->
                known.get().triggers().stream()
                    .filter(it -> it.columns().contains(column))
                    .map(it -> "trigger " + it.name())
                    .findFirst())
        .or(
            () ->
                in.before().inboundForeignKeys(table).stream()
                    .filter(it -> !it.table().equals(table))
                    .filter(it -> referenced(it, known.get()).contains(column))
                    .map(it -> foreignKey(in, it))
                    .findFirst());
  }

  /** 14 drops the generated column along. */
  private static Optional<String> generated(StatementContext in, Table table, String column) {
    if (!in.server().atLeast(15)) return Optional.empty();
    return table.columns().stream()
        .filter(it -> it.generatedAs() != null && it.generatedAs().columns().contains(column))
        .map(it -> "generated column " + it.name())
        .findFirst();
  }

  private static List<String> referenced(Catalog.Inbound inbound, Table table) {
    List<String> columns = inbound.constraint().referencedColumns();
    return columns.isEmpty()
        ? table.primaryKey().map(Constraint::columns).orElse(List.of())
        : columns;
  }

  /** A key that is the only one of its columns, and that a foreign key points to. */
  private static Optional<String> ofKey(
      StatementContext in, QualifiedName name, Constraint key, Change.AlterTable alter) {
    boolean isKey =
        key.kind() == ConstraintDef.Kind.PRIMARY_KEY || key.kind() == ConstraintDef.Kind.UNIQUE;
    if (!isKey) return Optional.empty();
    Table table = in.table(name).orElseThrow();
    Set<String> columns = Set.copyOf(key.columns());
    boolean another =
        in.before().indexesOf(name).stream()
            .filter(it -> it.unique() && !key.name().equals(it.constraint()))
            .anyMatch(
                it ->
                    it.elements().stream()
                        .map(e -> String.valueOf(e.column()))
                        .collect(Collectors.toUnmodifiableSet())
                        .equals(columns));
    if (another) return Optional.empty();
    return in.before().inboundForeignKeys(name).stream()
        .filter(it -> Set.copyOf(referenced(it, table)).equals(columns))
        .filter(
            it ->
                !it.table().equals(table.name())
                    || !Added.dropsConstraint(alter, it.constraint().name()))
        .map(it -> foreignKey(in, it))
        .findFirst();
  }

  private Stream<Finding> found(StatementContext in, Kept kept) {
    return in.finding(this)
        .says("%s cannot be dropped: %s depends on it (SQLSTATE 2BP01)", kept.what(), kept.by())
        .fix("Drop what depends on it first, in a statement you can read; CASCADE takes more")
        .found();
  }
}
