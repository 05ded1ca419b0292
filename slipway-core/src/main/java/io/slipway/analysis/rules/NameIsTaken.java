package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.catalog.TypeDef;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import io.slipway.sql.TableAction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLSTATE 42701, 42P07 or 42710. */
final class NameIsTaken implements Rule {

  @Override
  public String slug() {
    return "name-is-taken";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "Something of that name is there already";
  }

  private record Taken(String what, String sqlState) {
    static Taken relation(QualifiedName name) {
      return new Taken("Relation " + name.sql(), "42P07");
    }

    static Taken column(QualifiedName table, String column) {
      return new Taken("Column " + column + " of " + table.sql(), "42701");
    }

    static Taken object(String what) {
      return new Taken(what, "42710");
    }
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in, new Names(in)).stream().flatMap(it -> found(in, it));
  }

  private static Optional<Taken> first(StatementContext in, Names names) {
    return switch (in.change()) {
      case Change.CreateTable create ->
          create.temporary() || create.ifNotExists()
              ? twice(create.table(), create.columns())
              : relation(names, create.table()).or(() -> twice(create.table(), create.columns()));
      case Change.CreateTableAs create ->
          create.temporary() || create.ifNotExists()
              ? Optional.empty()
              : relation(names, create.table());
      case Change.CreateView create ->
          create.temporary() || create.replace()
              ? Optional.empty()
              : relation(names, create.view());
      case Change.CreateSequence create ->
          create.temporary() || create.ifNotExists()
              ? Optional.empty()
              : relation(names, create.sequence());
      case Change.CreateIndex create -> index(create, names);
      case Change.AlterTable alter -> ofTable(alter, names);
      case Change.Rename rename -> renamed(rename, names);
      case Change.CreateType create -> type(in, create.type()).or(() -> labelTwice(create));
      case Change.CreateRoutine create -> create.replace() ? Optional.empty() : routine(in, create);
      case Change.CreateDomain create -> type(in, create.domain());
      case Change.AlterEnum alter -> label(in, alter);
      case Change.CreateTrigger create ->
          create.replace() ? Optional.empty() : trigger(names, create.table(), create.name());
      case Change.CreatePolicy create ->
          in.before().policies(create.table()).stream()
              .filter(it -> it.name().equals(create.name()))
              .map(it -> Taken.object("Policy " + it.name() + " of " + create.table().sql()))
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<Taken> relation(Names names, QualifiedName name) {
    return names.isTaken(name) ? Optional.of(Taken.relation(name)) : Optional.empty();
  }

  /** An index goes to its table's schema. */
  private static Optional<Taken> index(Change.CreateIndex create, Names names) {
    if (create.name() == null || create.ifNotExists()) return Optional.empty();
    QualifiedName table = names.in().before().resolve(create.table());
    return relation(names, new QualifiedName(table.schema(), create.name()));
  }

  private static Optional<Taken> twice(QualifiedName table, List<ColumnDef> columns) {
    Set<String> seen = new HashSet<>();
    return columns.stream()
        .map(ColumnDef::name)
        .filter(it -> !seen.add(it) || Names.isOfEveryTable(it))
        .map(it -> Taken.column(table, it))
        .findFirst();
  }

  private static Optional<Taken> ofTable(Change.AlterTable alter, Names names) {
    if (alter.kind() != ObjectKind.TABLE) return Optional.empty();
    Set<String> seen = new HashSet<>();
    for (TableAction action : alter.actions()) {
      Optional<Taken> taken = Optional.empty();
      if (action instanceof TableAction.AddColumn add && !add.ifNotExists()) {
        String column = add.column().name();
        boolean again = !seen.add(column) || Names.isOfEveryTable(column);
        boolean there = hasColumn(names, alter.table(), column) && !Added.drops(alter, column);
        if (again || there) taken = Optional.of(Taken.column(alter.table(), column));
      } else if (action instanceof TableAction.AddConstraint add) {
        taken = constraint(alter, add.constraint(), names);
      }
      if (taken.isPresent()) return taken;
    }
    return Optional.empty();
  }

  private static boolean hasColumn(Names names, QualifiedName table, String column) {
    return names.in().table(table).flatMap(it -> it.column(column)).isPresent();
  }

  private static Optional<Taken> constraint(
      Change.AlterTable alter, ConstraintDef constraint, Names names) {
    String name = constraint.name();
    if (name == null || Added.dropsConstraint(alter, name)) return Optional.empty();
    Optional<Table> table = names.in().table(alter.table());
    boolean isIndex =
        constraint.usingIndex() == null
            && (constraint.kind() == ConstraintDef.Kind.UNIQUE
                || constraint.kind() == ConstraintDef.Kind.PRIMARY_KEY
                || constraint.kind() == ConstraintDef.Kind.EXCLUDE);
    if (isIndex && table.isPresent()) {
      QualifiedName index = new QualifiedName(table.get().name().schema(), name);
      if (names.isTaken(index)) return Optional.of(Taken.relation(index));
    }
    return table
        .flatMap(it -> it.constraint(name))
        .map(it -> Taken.object("Constraint " + name + " of " + alter.table().sql()));
  }

  private static Optional<Taken> renamed(Change.Rename rename, Names names) {
    QualifiedName object = rename.object();
    String to = rename.newName();
    if (rename.member() == null) {
      return switch (rename.kind()) {
        case TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE ->
            names.isMissing(object)
                ? Optional.empty()
                : relation(
                    names, new QualifiedName(names.in().before().resolve(object).schema(), to));
        default -> Optional.empty();
      };
    }
    return switch (rename.kind()) {
      case COLUMN ->
          hasColumn(names, object, to) || Names.isOfEveryTable(to)
              ? Optional.of(Taken.column(object, to))
              : Optional.empty();
      case CONSTRAINT ->
          names
              .in()
              .table(object)
              .flatMap(it -> it.constraint(to))
              .map(it -> Taken.object("Constraint " + to + " of " + object.sql()));
      case TRIGGER -> trigger(names, object, to);
      default -> Optional.empty();
    };
  }

  private static Optional<Taken> trigger(Names names, QualifiedName table, String trigger) {
    return names.in().table(table).stream()
        .flatMap(it -> it.triggers().stream())
        .filter(it -> it.name().equals(trigger))
        .map(it -> Taken.object("Trigger " + trigger + " of " + table.sql()))
        .findFirst();
  }

  private static Optional<Taken> type(StatementContext in, QualifiedName type) {
    return in.before()
        .type(new Names(in).created(type))
        .map(it -> Taken.object("Type " + type.sql()));
  }

  private static Optional<Taken> labelTwice(Change.CreateType create) {
    Set<String> seen = new HashSet<>();
    return create.labels().stream()
        .filter(it -> !seen.add(it))
        .map(it -> new Taken("Label '" + it + "' of " + create.type().sql(), "23505"))
        .findFirst();
  }

  private static Optional<Taken> routine(StatementContext in, Change.CreateRoutine create) {
    List<String> types = create.argumentTypes().stream().map(SqlType::sql).toList();
    return in.before().routines(new Names(in).created(create.routine())).stream()
        .filter(it -> it.argumentTypes().equals(types))
        .map(it -> new Taken("Function " + create.routine().sql(), "42723"))
        .findFirst();
  }

  private static Optional<Taken> label(StatementContext in, Change.AlterEnum alter) {
    if (!alter.adds() || alter.ifNotExists()) return Optional.empty();
    @Nullable TypeDef type = in.before().type(alter.type()).orElse(null);
    return type instanceof TypeDef.EnumType known && known.labels().contains(alter.newLabel())
        ? Optional.of(Taken.object("Label '" + alter.newLabel() + "' of " + alter.type().sql()))
        : Optional.empty();
  }

  private Stream<Finding> found(StatementContext in, Taken taken) {
    return in.finding(this)
        .says("%s is there already (SQLSTATE %s)", taken.what(), taken.sqlState())
        .fix("Leave the statement out, choose another name, or drop what is there first")
        .found();
  }
}
