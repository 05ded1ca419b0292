package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** SQLSTATE 42809. */
final class WrongKindOfObject implements Rule {
  private static final Map<ObjectKind, Set<Table.Kind>> KINDS =
      Map.of(
          ObjectKind.TABLE, Set.of(Table.Kind.TABLE, Table.Kind.PARTITIONED),
          ObjectKind.VIEW, Set.of(Table.Kind.VIEW),
          ObjectKind.MATERIALIZED_VIEW, Set.of(Table.Kind.MATERIALIZED_VIEW),
          ObjectKind.SEQUENCE, Set.of(Table.Kind.SEQUENCE));

  @Override
  public String slug() {
    return "wrong-kind-of-object";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The command is for another kind of object";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<String> first(StatementContext in) {
    return switch (in.change()) {
      case Change.Drop drop ->
          drop.objects().stream().flatMap(it -> dropped(in, drop.kind(), it).stream()).findFirst();
      case Change.CreateIndex create ->
          is(in, create.table(), Table.Kind.VIEW, "A view can have no index: %s is one");
      case Change.RefreshMaterializedView refresh ->
          is(in, refresh.view(), Table.Kind.VIEW, "%s is a plain view: there is nothing to refresh")
              .or(
                  () ->
                      is(
                          in,
                          refresh.view(),
                          Table.Kind.TABLE,
                          "%s is a table, no materialized view"));
      case Change.CreateTrigger create ->
          create.timing().equals("INSTEAD OF")
              ? is(
                  in,
                  create.table(),
                  Table.Kind.TABLE,
                  "INSTEAD OF triggers are for views: %s is a table")
              : Optional.empty();
      case Change.AlterTable alter ->
          alter.actions().stream()
              .flatMap(it -> action(in, alter.table(), it).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<String> is(
      StatementContext in, QualifiedName name, Table.Kind kind, String sentence) {
    return in.table(name)
        .filter(it -> it.kind() == kind)
        .map(it -> String.format(Locale.ROOT, sentence, in.name(name)));
  }

  /** Why DROP of that kind is refused. */
  static Optional<String> dropped(StatementContext in, ObjectKind kind, QualifiedName object) {
    if (kind == ObjectKind.INDEX) {
      return in.before().index(object).isPresent()
          ? Optional.empty()
          : in.table(object).map(it -> in.name(object) + " is no index");
    }
    Set<Table.Kind> due = KINDS.get(kind);
    if (due == null) return Optional.empty();
    return in.table(object)
        .filter(it -> !due.contains(it.kind()))
        .map(it -> in.name(object) + " is a " + word(it.kind()) + ", no " + kind.sql());
  }

  private static String word(Table.Kind kind) {
    return kind.name().replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  private static Optional<String> action(
      StatementContext in, QualifiedName table, TableAction action) {
    return switch (action) {
      case TableAction.ValidateConstraint validate ->
          constraint(in, table, validate.name())
              .filter(it -> !canBeNotValid(in, it.kind()))
              .map(
                  it ->
                      "Constraint "
                          + it.name()
                          + " is valid by nature: only foreign keys and CHECKs are validated");
      case TableAction.AlterConstraint alter ->
          constraint(in, table, alter.name())
              .filter(it -> it.kind() != ConstraintDef.Kind.FOREIGN_KEY && alter.enforced() == null)
              .map(it -> "Only a foreign key can be altered: " + it.name() + " is none");
      default -> Optional.empty();
    };
  }

  private static boolean canBeNotValid(StatementContext in, ConstraintDef.Kind kind) {
    return kind == ConstraintDef.Kind.FOREIGN_KEY
        || kind == ConstraintDef.Kind.CHECK
        || kind == ConstraintDef.Kind.NOT_NULL && in.server().atLeast(18);
  }

  private static Optional<Constraint> constraint(
      StatementContext in, QualifiedName table, String name) {
    return in.table(table).flatMap(it -> it.constraint(name));
  }

  private Stream<Finding> found(StatementContext in, String what) {
    return in.finding(this)
        .says("%s (SQLSTATE 42809)", what)
        .fix("Name the object that was meant, or use the command of its kind")
        .found();
  }
}
