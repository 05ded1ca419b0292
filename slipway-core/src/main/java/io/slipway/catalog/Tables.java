package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE TABLE in all its forms. */
final class Tables {
  private final Catalog catalog;

  Tables(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateTable create) {
    QualifiedName name = nameFor(create);
    if (create.ifNotExists() && catalog.hasRelation(name)) return;
    catalog.table(name).ifPresent(it -> new Drops(catalog).table(it, true));
    catalog.put(bare(create, name));
    inherit(create, name);
    create.likes().forEach(like -> new Likes(catalog).columns(name, like));
    create.columns().forEach(column -> define(name, column));
    new Columns(catalog).inheritConstraints(name);
    create.columns().forEach(column -> columnConstraints(name, column));
    create.likes().forEach(like -> new Likes(catalog).constraints(name, like));
    inOrder(create).forEach(it -> add(name, it));
    if (create.partitionOf() != null) new Partitions(catalog).cloneFromParent(name);
    // A typed table's columns are its type's, of which only the name is kept.
    if (create.ofType() == null) catalog.fullyKnown(name);
    else catalog.table(name).ifPresent(catalog::putPartlyKnown);
  }

  private QualifiedName nameFor(Change.CreateTable create) {
    if (create.temporary()) return create.table().in(Catalog.TEMPORARY);
    String schema = create.table().schema();
    return create.table().in(schema == null ? catalog.creationSchema() : schema);
  }

  private Table bare(Change.CreateTable create, QualifiedName name) {
    Table.Kind kind =
        create.foreign()
            ? Table.Kind.FOREIGN
            : create.partitionBy() != null ? Table.Kind.PARTITIONED : Table.Kind.TABLE;
    return Table.named(name, kind, catalog.ageNow())
        .edit()
        .parents(parents(create))
        .partitionBound(create.defaultPartition() ? "DEFAULT" : create.partitionBound())
        .defaultPartition(create.defaultPartition())
        .partitionBy(create.partitionBy())
        .unlogged(create.unlogged())
        .temporary(create.temporary())
        .done();
  }

  private List<QualifiedName> parents(Change.CreateTable create) {
    List<QualifiedName> parents = new ArrayList<>();
    create.inherits().forEach(it -> parents.add(catalog.resolve(it)));
    if (create.partitionOf() != null) parents.add(catalog.resolve(create.partitionOf()));
    return parents;
  }

  private void inherit(Change.CreateTable create, QualifiedName name) {
    boolean partition = create.partitionOf() != null;
    Columns columns = new Columns(catalog);
    for (QualifiedName parent : parents(create)) {
      Known.table(catalog, parent)
          .ifPresent(it -> it.columns().forEach(c -> columns.inherit(name, c, partition)));
    }
  }

  /** A column of its own, or options for one that came from a parent. */
  private void define(QualifiedName name, ColumnDef def) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    Optional<Column> inherited = table.column(def.name());
    Column column =
        inherited.map(it -> merged(it, def)).orElseGet(() -> NewColumn.of(def, name, catalog));
    catalog.table(name).ifPresent(it -> catalog.put(it.edit().put(column).done()));
  }

  private static Column merged(Column inherited, ColumnDef own) {
    Column column = inherited.withNotNull(inherited.notNull() || own.notNull());
    return own.defaultValue() == null ? column : column.withDefaultValue(own.defaultValue());
  }

  private void columnConstraints(QualifiedName name, ColumnDef def) {
    boolean named =
        def.constraints().stream().anyMatch(it -> it.kind() == ConstraintDef.Kind.NOT_NULL);
    boolean notNull =
        catalog.table(name).flatMap(it -> it.column(def.name())).map(Column::notNull).orElse(false);
    if (notNull && !named)
      new Constraints(catalog).notNull(name, def.name(), NewColumn.notNullName(def), true);
  }

  /** PostgreSQL names keys before checks, and foreign keys last. */
  private static List<ConstraintDef> inOrder(Change.CreateTable create) {
    List<ConstraintDef> all = new ArrayList<>();
    create.columns().forEach(column -> all.addAll(column.constraints()));
    all.addAll(create.constraints());
    return all;
  }

  private void add(QualifiedName name, ConstraintDef def) {
    new Constraints(catalog).add(name, def, Constraints.Mode.CREATE);
  }

  /** CREATE TABLE AS and CREATE MATERIALIZED VIEW: the columns as far as the query tells. */
  void createAs(Change.CreateTableAs create) {
    boolean temporary = create.temporary();
    String schema = create.table().schema();
    QualifiedName name =
        create
            .table()
            .in(temporary ? Catalog.TEMPORARY : schema == null ? catalog.creationSchema() : schema);
    if (create.ifNotExists() && catalog.hasRelation(name)) return;
    Table.Kind kind = create.materializedView() ? Table.Kind.MATERIALIZED_VIEW : Table.Kind.TABLE;
    Table made = Table.named(name, kind, catalog.ageNow()).edit().temporary(temporary).done();
    catalog.putPartlyKnown(
        made.edit().columns(new Views(catalog).columnsOf(create.query())).done());
    if (create.materializedView()) new Views(catalog).put(name, true, create.query(), "");
  }
}
