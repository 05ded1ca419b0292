package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import io.slipway.sql.TableAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQLSTATE 42830, or 42804 where the types cannot be compared. */
final class ForeignKeyWithoutKey implements Rule {
  private static final Map<String, Set<String>> GROUPS =
      Map.of(
          "numbers",
              Set.of(
                  "int2",
                  "int4",
                  "int8",
                  "numeric",
                  "float4",
                  "float8",
                  "serial",
                  "bigserial",
                  "smallserial",
                  "serial4",
                  "serial8"),
          "strings", Set.of("text", "varchar", "bpchar"),
          "uuid", Set.of("uuid"),
          "bool", Set.of("bool"),
          "times", Set.of("date", "timestamp", "timestamptz"));

  @Override
  public String slug() {
    return "foreign-key-without-key";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A foreign key needs a unique key of just those columns on the other side";
  }

  /** Types that compare with each other; between the groups there is no operator. */
  private static Optional<String> group(SqlType type) {
    return type.arrayDimensions() > 0
        ? Optional.empty()
        : GROUPS.entrySet().stream()
            .filter(it -> it.getValue().contains(type.name()) && type.schema() == null)
            .map(Map.Entry::getKey)
            .findFirst();
  }

  private record Fault(String what, String sqlState) {}

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<Fault> first(StatementContext in) {
    return switch (in.change()) {
      case Change.AlterTable alter ->
          alter.actions().stream()
              .flatMap(
                  it ->
                      switch (it) {
                        case TableAction.AddConstraint add -> Stream.of(add.constraint());
                        case TableAction.AddColumn add -> add.column().constraints().stream();
                        default -> Stream.<ConstraintDef>empty();
                      })
              .flatMap(it -> fault(in, it, columns(in, alter)).stream())
              .findFirst();
      case Change.CreateTable create ->
          Stream.concat(
                  create.constraints().stream(),
                  create.columns().stream().flatMap(it -> it.constraints().stream()))
              .flatMap(
                  it ->
                      isSelf(create, it)
                          ? toItself(create, it).stream()
                          : fault(in, it, create.columns().stream().collect(types())).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static boolean isSelf(Change.CreateTable create, ConstraintDef constraint) {
    return constraint.references() != null
        && constraint.references().name().equals(create.table().name());
  }

  private static Optional<Fault> toItself(Change.CreateTable create, ConstraintDef constraint) {
    Set<String> due = Set.copyOf(constraint.referencedColumns());
    boolean plain = create.inherits().isEmpty() && create.likes().isEmpty();
    boolean isKey =
        Stream.concat(
                create.constraints().stream(),
                create.columns().stream().flatMap(it -> it.constraints().stream()))
            .filter(
                it ->
                    it.kind() == ConstraintDef.Kind.PRIMARY_KEY
                        || it.kind() == ConstraintDef.Kind.UNIQUE)
            .anyMatch(it -> due.isEmpty() || Set.copyOf(it.columns()).equals(due));
    return !plain || isKey
        ? Optional.empty()
        : Optional.of(
            new Fault("no key of its own is over (%s)".formatted(String.join(", ", due)), "42830"));
  }

  private static Collector<ColumnDef, ?, Map<String, SqlType>> types() {
    return Collectors.toMap(ColumnDef::name, ColumnDef::type, (one, other) -> one);
  }

  private static Map<String, SqlType> columns(StatementContext in, Change.AlterTable alter) {
    Map<String, SqlType> types = new HashMap<>();
    in.table(alter.table())
        .ifPresent(table -> table.columns().forEach(it -> types.put(it.name(), it.type())));
    for (TableAction action : alter.actions()) {
      if (action instanceof TableAction.AddColumn add) {
        types.put(add.column().name(), add.column().type());
      }
    }
    return types;
  }

  private static Optional<Fault> fault(
      StatementContext in, ConstraintDef constraint, Map<String, SqlType> types) {
    QualifiedName other = constraint.references();
    if (other == null || constraint.kind() != ConstraintDef.Kind.FOREIGN_KEY) {
      return Optional.empty();
    }
    Optional<Table> known = new Names(in).whole(other);
    if (known.isEmpty() || known.get().kind() == Table.Kind.VIEW) return Optional.empty();
    List<String> columns = referenced(constraint, known.get());
    if (columns.size() != constraint.columns().size()) {
      return Optional.of(
          new Fault("as many columns on both sides are needed, and a key there", "42830"));
    }
    if (columns.stream().anyMatch(it -> known.get().column(it).isEmpty())) return Optional.empty();
    if (!isUnique(in, known.get(), columns)) {
      return Optional.of(
          new Fault(
              "no primary key or unique index of %s is over (%s)"
                  .formatted(in.name(other), String.join(", ", columns)),
              "42830"));
    }
    return mismatch(constraint, known.get(), columns, types);
  }

  private static List<String> referenced(ConstraintDef constraint, Table other) {
    return constraint.referencedColumns().isEmpty()
        ? other.primaryKey().map(Constraint::columns).orElse(List.of())
        : constraint.referencedColumns();
  }

  private static boolean isUnique(StatementContext in, Table other, List<String> columns) {
    Set<String> due = Set.copyOf(columns);
    boolean byConstraint =
        other.constraints().stream()
            .filter(
                it ->
                    it.kind() == ConstraintDef.Kind.PRIMARY_KEY
                        || it.kind() == ConstraintDef.Kind.UNIQUE)
            .anyMatch(it -> Set.copyOf(it.columns()).equals(due));
    return byConstraint
        || in.before().indexesOf(other.name()).stream()
            .filter(it -> it.unique() && it.predicate() == null)
            .anyMatch(
                it ->
                    it.elements().stream()
                        .map(e -> String.valueOf(e.column()))
                        .collect(Collectors.toUnmodifiableSet())
                        .equals(due));
  }

  private static Optional<Fault> mismatch(
      ConstraintDef constraint, Table other, List<String> columns, Map<String, SqlType> types) {
    for (int i = 0; i < columns.size(); i++) {
      SqlType own = types.get(constraint.columns().get(i));
      Optional<SqlType> theirs = other.column(columns.get(i)).map(it -> it.type());
      if (own == null || theirs.isEmpty()) continue;
      Optional<String> one = group(own);
      Optional<String> two = group(theirs.get());
      if (one.isPresent() && two.isPresent() && !one.equals(two)) {
        return Optional.of(
            new Fault(
                "%s is %s, %s is %s"
                    .formatted(constraint.columns().get(i), own, columns.get(i), theirs.get()),
                "42804"));
      }
    }
    return Optional.empty();
  }

  private Stream<Finding> found(StatementContext in, Fault fault) {
    return in.finding(this)
        .says("The foreign key is refused: %s (SQLSTATE %s)", fault.what(), fault.sqlState())
        .fix(
            "Point it at the primary key, or build a unique index CONCURRENTLY over those columns first")
        .found();
  }
}
