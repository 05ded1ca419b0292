package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.catalog.TypeDef;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLSTATE 42P01, 42703, 42704 or 42883; 22023 for a label of an enum. */
final class NameIsUnknown implements Rule {

  @Override
  public String slug() {
    return "name-is-unknown";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "There is no table, column, constraint or index of that name";
  }

  /** A name that leads nowhere. */
  private record Missing(String what, String sqlState) {
    static Missing relation(QualifiedName name) {
      return new Missing("relation " + name.sql(), "42P01");
    }

    static Missing column(QualifiedName table, String column) {
      return new Missing("column " + column + " of " + table.sql(), "42703");
    }

    static Missing object(String what) {
      return new Missing(what, "42704");
    }
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<Missing> first(StatementContext in) {
    Names names = new Names(in);
    for (QualifiedName relation : Required.relations(in.change())) {
      if (names.isMissing(relation)) return Optional.of(Missing.relation(relation));
    }
    return switch (in.change()) {
      case Change.AlterTable alter -> ofTable(alter, names);
      case Change.CreateTable create -> ofNewTable(create, names);
      case Change.CreateIndex create -> ofIndex(create, names);
      case Change.Rename rename -> ofMember(rename, names);
      case Change.Drop drop -> dropped(drop, names);
      case Change.CommentOn comment ->
          comment.kind() == ObjectKind.COLUMN && comment.member() != null
              ? column(names, comment.object(), comment.member())
              : Optional.empty();
      case Change.CreateTrigger create ->
          names
              .firstMissing(create.table(), create.updateOf())
              .map(it -> Missing.column(create.table(), it))
              .or(() -> function(names, create.function()));
      case Change.CreatePolicy create ->
          create.using() == null || !create.using().relations().isEmpty()
              ? Optional.empty()
              : names
                  .firstMissing(create.table(), create.using().columns())
                  .map(it -> Missing.column(create.table(), it));
      case Change.AlterPolicy alter -> policy(names, alter.table(), alter.name());
      case Change.Query query -> ofQuery(query, names);
      case Change.AlterEnum alter -> ofEnum(alter, names);
      case Change.Cluster cluster ->
          cluster.table() == null
              ? Optional.empty()
              : index(names, cluster.table(), cluster.index());
      case Change.AlterDomain alter -> ofDomain(alter, names);
      default -> Optional.empty();
    };
  }

  private static Optional<Missing> column(Names names, QualifiedName table, String column) {
    return names.isMissing(table, column)
        ? Optional.of(Missing.column(table, column))
        : Optional.empty();
  }

  private static Optional<Missing> ofTable(Change.AlterTable alter, Names names) {
    if (alter.kind() != ObjectKind.TABLE) return Optional.empty();
    Set<String> added = Added.columns(alter);
    for (TableAction action : alter.actions()) {
      Optional<Missing> missing =
          column(action)
              .filter(it -> !added.contains(it))
              .flatMap(it -> column(names, alter.table(), it))
              .or(() -> ofAction(action, alter, added, names));
      if (missing.isPresent()) return missing;
    }
    return Optional.empty();
  }

  /** The column the action is about. */
  private static Optional<String> column(TableAction action) {
    return Optional.ofNullable(
        switch (action) {
          case TableAction.DropColumn drop -> drop.ifExists() ? null : drop.column();
          case TableAction.AlterType alter -> alter.column();
          case TableAction.SetDefault set -> set.column();
          case TableAction.DropDefault drop -> drop.column();
          case TableAction.SetNotNull set -> set.column();
          case TableAction.DropNotNull drop -> drop.column();
          case TableAction.AddIdentity add -> add.column();
          case TableAction.SetStorage set -> set.column();
          case TableAction.SetCompression set -> set.column();
          default -> null;
        });
  }

  private static Optional<Missing> ofAction(
      TableAction action, Change.AlterTable alter, Set<String> added, Names names) {
    QualifiedName table = alter.table();
    return switch (action) {
      case TableAction.AddConstraint add -> ofConstraint(add.constraint(), table, added, names);
      case TableAction.AddColumn add -> ofReferences(add.column().constraints(), names);
      case TableAction.DropConstraint drop ->
          drop.ifExists() ? Optional.empty() : constraint(names, alter, drop.name());
      case TableAction.ValidateConstraint validate -> constraint(names, alter, validate.name());
      case TableAction.AlterConstraint change -> constraint(names, alter, change.name());
      case TableAction.AttachPartition attach -> relation(names, attach.partition());
      case TableAction.DetachPartition detach -> partition(names, table, detach.partition());
      case TableAction.NoInherit leave -> partition(names, table, leave.parent());
      case TableAction.ReplicaIdentity identity -> index(names, table, identity.index());
      case TableAction.ClusterOn cluster -> index(names, table, cluster.index());
      case TableAction.SwitchTrigger toggle -> trigger(names, table, toggle.trigger());
      default -> Optional.empty();
    };
  }

  private static Optional<Missing> ofConstraint(
      ConstraintDef constraint, QualifiedName table, Set<String> added, Names names) {
    List<String> columns = new ArrayList<>(constraint.columns());
    if (constraint.check() != null) columns.addAll(constraint.check().columns());
    columns.removeAll(added);
    return names
        .firstMissing(table, columns)
        .map(it -> Missing.column(table, it))
        .or(() -> ofReferences(List.of(constraint), names))
        .or(() -> index(names, table, constraint.usingIndex()));
  }

  private static Optional<Missing> ofReferences(List<ConstraintDef> constraints, Names names) {
    for (ConstraintDef constraint : constraints) {
      QualifiedName other = constraint.references();
      if (other == null) continue;
      if (names.isMissing(other)) return Optional.of(Missing.relation(other));
      Optional<String> column = names.firstMissing(other, constraint.referencedColumns());
      if (column.isPresent()) return column.map(it -> Missing.column(other, it));
    }
    return Optional.empty();
  }

  private static Optional<Missing> relation(Names names, QualifiedName relation) {
    return names.isMissing(relation) ? Optional.of(Missing.relation(relation)) : Optional.empty();
  }

  private static Optional<Missing> partition(
      Names names, QualifiedName table, QualifiedName other) {
    Optional<Missing> missing = relation(names, other);
    if (missing.isPresent() || names.whole(table).isEmpty()) return missing;
    return names
        .whole(other)
        .filter(it -> it.parents().isEmpty() && names.whole(table).get().parents().isEmpty())
        .map(
            it -> new Missing("partition or child " + other.sql() + " of " + table.sql(), "42P01"));
  }

  private static Optional<Missing> constraint(Names names, Change.AlterTable alter, String name) {
    boolean addedHere =
        alter.actions().stream()
            .anyMatch(
                it ->
                    it instanceof TableAction.AddConstraint add
                        && (add.constraint().name() == null
                            || name.equals(add.constraint().name())));
    if (addedHere) return Optional.empty();
    return member(
        names, alter.table(), "constraint " + name, it -> it.constraint(name).isPresent());
  }

  private static Optional<Missing> trigger(
      Names names, QualifiedName table, @Nullable String trigger) {
    if (trigger == null) return Optional.empty();
    return member(
        names,
        table,
        "trigger " + trigger,
        it -> it.triggers().stream().anyMatch(t -> t.name().equals(trigger)));
  }

  private static Optional<Missing> member(
      Names names, QualifiedName table, String what, java.util.function.Predicate<Table> has) {
    return names
        .whole(table)
        .filter(it -> !has.test(it))
        .map(it -> Missing.object(what + " of " + table.sql()));
  }

  private static Optional<Missing> index(Names names, QualifiedName table, @Nullable String index) {
    if (index == null || names.whole(table).isEmpty()) return Optional.empty();
    String schema = names.whole(table).get().name().schema();
    Optional<Index> found = names.in().before().index(new QualifiedName(schema, index));
    return found.isPresent() ? Optional.empty() : Optional.of(Missing.object("index " + index));
  }

  private static Optional<Missing> policy(Names names, QualifiedName table, String policy) {
    if (names.whole(table).isEmpty()) return Optional.empty();
    return names.in().before().policies(table).stream().anyMatch(it -> it.name().equals(policy))
        ? Optional.empty()
        : Optional.of(Missing.object("policy " + policy + " of " + table.sql()));
  }

  private static Optional<Missing> ofNewTable(Change.CreateTable create, Names names) {
    List<ConstraintDef> all = new ArrayList<>(create.constraints());
    create.columns().forEach(it -> all.addAll(it.constraints()));
    boolean closed =
        create.inherits().isEmpty()
            && create.likes().isEmpty()
            && create.ofType() == null
            && create.partitionOf() == null;
    List<String> own = create.columns().stream().map(it -> it.name()).toList();
    for (ConstraintDef constraint : all) {
      List<String> columns = new ArrayList<>(constraint.columns());
      if (constraint.check() != null) columns.addAll(constraint.check().columns());
      columns.removeAll(own);
      columns.removeIf(Names::isOfEveryTable);
      if (closed && !columns.isEmpty()) {
        return Optional.of(Missing.column(create.table(), columns.getFirst()));
      }
    }
    all.removeIf(
        it -> it.references() == null || it.references().name().equals(create.table().name()));
    return ofReferences(all, names);
  }

  private static Optional<Missing> ofIndex(Change.CreateIndex create, Names names) {
    List<String> columns = new ArrayList<>(create.include());
    create
        .elements()
        .forEach(
            it -> {
              if (it.column() != null) columns.add(it.column());
              if (it.expression() != null) columns.addAll(it.expression().columns());
            });
    if (create.predicate() != null) columns.addAll(create.predicate().columns());
    return names
        .firstMissing(create.table(), columns)
        .map(it -> Missing.column(create.table(), it));
  }

  private static Optional<Missing> ofMember(Change.Rename rename, Names names) {
    String member = rename.member();
    if (member == null || rename.ifExists()) return Optional.empty();
    return switch (rename.kind()) {
      case COLUMN -> column(names, rename.object(), member);
      case CONSTRAINT ->
          member(
              names,
              rename.object(),
              "constraint " + member,
              it -> it.constraint(member).isPresent());
      case TRIGGER -> trigger(names, rename.object(), member);
      case POLICY -> policy(names, rename.object(), member);
      default -> Optional.empty();
    };
  }

  private static Optional<Missing> dropped(Change.Drop drop, Names names) {
    if (drop.ifExists()) return Optional.empty();
    if (drop.member() != null) {
      QualifiedName table = drop.objects().getFirst();
      if (names.isMissing(table)) return Optional.of(Missing.relation(table));
      return switch (drop.kind()) {
        case TRIGGER -> trigger(names, table, drop.member());
        case POLICY -> policy(names, table, drop.member());
        default -> Optional.empty();
      };
    }
    for (QualifiedName object : drop.objects()) {
      switch (drop.kind()) {
        case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE -> {
          if (names.isMissing(object)) return Optional.of(Missing.relation(object));
        }
        case INDEX -> {
          if (names.isMissing(object)) {
            return Optional.of(Missing.object("index " + object.sql()));
          }
        }
        case FUNCTION, PROCEDURE -> {
          Optional<Missing> missing = function(names, object);
          if (missing.isPresent()) return missing;
        }
        case TYPE, DOMAIN -> {
          if (isMissingType(names, object)) {
            return Optional.of(Missing.object("type " + object.sql()));
          }
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static Optional<Missing> function(Names names, QualifiedName function) {
    boolean servers =
        function.name().startsWith("tsvector_update_trigger")
            || function.name().equals("suppress_redundant_updates_trigger")
            || "pg_catalog".equals(function.schema());
    return servers
            || !names.in().before().complete()
            || !names.in().before().routines(function).isEmpty()
        ? Optional.empty()
        : Optional.of(new Missing("function " + function.sql(), "42883"));
  }

  /** Types of extensions are left out of a live catalog: only names nobody else gives count. */
  private static boolean isMissingType(Names names, QualifiedName type) {
    return names.isMissing(type) && type.schema() == null;
  }

  private static Optional<Missing> ofQuery(Change.Query query, Names names) {
    if (query.target() == null || query.verb().equals("MERGE")) return Optional.empty();
    QualifiedName table = query.target();
    return names.firstMissing(table, query.setColumns()).map(it -> Missing.column(table, it));
  }

  private static Optional<Missing> ofEnum(Change.AlterEnum alter, Names names) {
    if (isMissingType(names, alter.type())) {
      return Optional.of(Missing.object("type " + alter.type().sql()));
    }
    String label = alter.adds() ? alter.neighbour() : alter.oldLabel();
    return names
        .in()
        .before()
        .type(alter.type())
        .filter(TypeDef.EnumType.class::isInstance)
        .filter(it -> label != null && !((TypeDef.EnumType) it).labels().contains(label))
        .map(it -> new Missing("label '" + label + "' of " + alter.type().sql(), "22023"));
  }

  private static Optional<Missing> ofDomain(Change.AlterDomain alter, Names names) {
    if (isMissingType(names, alter.domain())) {
      return Optional.of(Missing.object("type " + alter.domain().sql()));
    }
    String name = alter.constraintName();
    boolean needs = alter.action().equals("DROP CONSTRAINT") || alter.action().startsWith("VALID");
    if (name == null || !needs) return Optional.empty();
    return names
        .in()
        .before()
        .type(alter.domain())
        .filter(TypeDef.DomainType.class::isInstance)
        .map(TypeDef.DomainType.class::cast)
        .filter(it -> it.constraints().stream().allMatch(c -> c.name() != null))
        .filter(it -> it.constraints().stream().noneMatch(c -> name.equals(c.name())))
        .map(it -> Missing.object("constraint " + name + " of domain " + alter.domain().sql()));
  }

  private Stream<Finding> found(StatementContext in, Missing missing) {
    return in.finding(this)
        .says("There is no %s (SQLSTATE %s)", missing.what(), missing.sqlState())
        .fix(
            "Check the spelling and the schema; quoted names keep their case, others are folded "
                + "to lower case")
        .found();
  }
}
