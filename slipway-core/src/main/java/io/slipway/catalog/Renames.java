package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.List;

/** RENAME and SET SCHEMA of every kind. */
final class Renames {
  private final Catalog catalog;

  Renames(Catalog catalog) {
    this.catalog = catalog;
  }

  void apply(Change.Rename rename) {
    QualifiedName object = rename.object();
    String member = rename.member() == null ? "" : rename.member();
    String to = rename.newName();
    switch (rename.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE, INDEX -> {
        QualifiedName from = catalog.resolve(object);
        new Moved(catalog).relation(from, from.sibling(to));
      }
      case COLUMN -> column(rename, member);
      case CONSTRAINT -> constraint(catalog.resolve(object), member, to);
      case TRIGGER -> new Triggers(catalog).rename(catalog.resolve(object), member, to);
      case POLICY -> policy(catalog.resolve(object), member, to);
      case TYPE, DOMAIN -> new Types(catalog).move(object, typeName(object).sibling(to));
      case FUNCTION, PROCEDURE, ROUTINE ->
          new Routines(catalog).move(object, routineName(object).sibling(to));
      case SCHEMA -> schema(object.name(), to);
      case DOMAIN_CONSTRAINT,
          EVENT_TRIGGER,
          RULE,
          ATTRIBUTE,
          AGGREGATE,
          OPERATOR,
          DATABASE,
          EXTENSION,
          ROLE,
          TABLESPACE,
          PUBLICATION,
          SUBSCRIPTION,
          STATISTICS,
          COLLATION,
          CAST,
          SERVER,
          OTHER -> {}
    }
  }

  void apply(Change.SetSchema set) {
    QualifiedName object = set.object();
    String schema = set.newSchema();
    switch (set.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE, INDEX -> {
        QualifiedName from = catalog.resolve(object);
        new Moved(catalog).relation(from, from.in(schema));
      }
      case TYPE, DOMAIN -> new Types(catalog).move(object, object.in(schema));
      case FUNCTION, PROCEDURE, ROUTINE -> new Routines(catalog).move(object, object.in(schema));
      case COLUMN,
          CONSTRAINT,
          DOMAIN_CONSTRAINT,
          TRIGGER,
          EVENT_TRIGGER,
          RULE,
          POLICY,
          ATTRIBUTE,
          AGGREGATE,
          OPERATOR,
          SCHEMA,
          DATABASE,
          EXTENSION,
          ROLE,
          TABLESPACE,
          PUBLICATION,
          SUBSCRIPTION,
          STATISTICS,
          COLLATION,
          CAST,
          SERVER,
          OTHER -> {}
    }
  }

  private QualifiedName typeName(QualifiedName written) {
    return catalog.type(written).map(TypeDef::name).orElse(written);
  }

  private QualifiedName routineName(QualifiedName written) {
    List<Routine> found = catalog.routines(written);
    return found.isEmpty() ? written : found.getFirst().name();
  }

  private void column(Change.Rename rename, String member) {
    Table table =
        Known.table(catalog, rename.object(), Known.kind(rename.relationKind())).orElse(null);
    if (table == null || rename.ifExists() && table.column(member).isEmpty()) return;
    new RenamedColumn(catalog).rename(table.name(), new Renamed(member, rename.newName()));
  }

  private void constraint(QualifiedName name, String from, String to) {
    Table table = catalog.table(name).orElse(null);
    Constraint constraint = table == null ? null : table.constraint(from).orElse(null);
    if (table == null || constraint == null) return;
    if (constraint.index() != null) {
      new Moved(catalog).relation(name.sibling(constraint.index()), name.sibling(to));
      return;
    }
    catalog.put(
        table.edit().eachConstraint(it -> it.name().equals(from) ? it.withName(to) : it).done());
    catalog.children(table.name()).forEach(child -> constraint(child.name(), from, to));
  }

  private void policy(QualifiedName table, String from, String to) {
    for (Policy policy : catalog.policies(table)) {
      if (!policy.name().equals(from)) continue;
      catalog.removePolicy(table, from);
      catalog.put(new Policy(to, table, policy.columns()));
    }
  }

  private void schema(String from, String to) {
    for (Table table : List.copyOf(catalog.tables())) {
      if (from.equals(table.name().schema())) {
        new Moved(catalog).relation(table.name(), table.name().in(to));
      }
    }
    for (TypeDef type : List.copyOf(catalog.types())) {
      if (from.equals(type.name().schema()))
        new Types(catalog).move(type.name(), type.name().in(to));
    }
    for (Routine routine : List.copyOf(catalog.allRoutines())) {
      if (from.equals(routine.name().schema())) {
        new Routines(catalog).move(routine.name(), routine.name().in(to));
      }
    }
  }
}
