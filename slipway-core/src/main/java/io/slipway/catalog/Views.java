package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.Change.Query;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** Views and what they read, as far as their query tells. */
final class Views {
  private final Catalog catalog;

  Views(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateView create) {
    String schema = create.view().schema();
    String target =
        create.temporary() ? Catalog.TEMPORARY : schema == null ? catalog.creationSchema() : schema;
    QualifiedName name = create.view().in(target);
    Table.Age age = catalog.table(name).map(Table::age).orElse(catalog.ageNow());
    Table made =
        Table.named(name, Table.Kind.VIEW, age).edit().temporary(create.temporary()).done();
    catalog.putPartlyKnown(made.edit().columns(columnsOf(create.query())).done());
    put(name, false, create.query(), create.sql());
  }

  void put(QualifiedName name, boolean materialized, Query query, String sql) {
    List<QualifiedName> reads = query.reads().stream().map(catalog::resolve).distinct().toList();
    List<View.ColumnUse> uses = new ArrayList<>();
    for (QualifiedName read : reads) {
      for (Column column : catalog.table(read).map(Table::columns).orElse(List.of())) {
        if (query.selectsStar() || query.columnsNamed().contains(column.name())) {
          uses.add(new View.ColumnUse(read, column.name()));
        }
      }
    }
    catalog.put(new View(name, materialized, reads, uses, sql));
  }

  /**
   * A guess at the columns a query gives: those it names of the tables it reads, all of them for
   * {@code *}.
   */
  List<Column> columnsOf(Query query) {
    List<Column> columns = new ArrayList<>();
    for (QualifiedName read : query.reads()) {
      for (Column column : catalog.table(read).map(Table::columns).orElse(List.of())) {
        boolean named = query.selectsStar() || query.columnsNamed().contains(column.name());
        boolean taken = columns.stream().anyMatch(it -> it.name().equals(column.name()));
        if (named && !taken) columns.add(plain(column));
      }
    }
    return columns;
  }

  private static Column plain(Column column) {
    return new Column(
        column.name(),
        column.type(),
        false,
        null,
        io.slipway.sql.ColumnDef.Identity.NONE,
        io.slipway.sql.ColumnDef.Generated.NONE,
        null,
        column.collation(),
        null,
        null);
  }
}
