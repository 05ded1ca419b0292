package io.slipway.jdbc;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Policy;
import io.slipway.catalog.Routine;
import io.slipway.catalog.Table;
import io.slipway.catalog.TypeDef;
import io.slipway.catalog.View;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Views, types, routines and policies. */
final class OtherRows {
  private final CatalogRows relations;
  private final ParsedTexts parsed;
  private final Map<Long, ViewDraft> views = new LinkedHashMap<>();
  private final List<TypeDef> types = new ArrayList<>();
  private final List<Routine> routines = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();

  /** A view while its uses are still coming in. */
  private record ViewDraft(
      QualifiedName name,
      boolean materialized,
      String definition,
      Set<QualifiedName> reads,
      List<View.ColumnUse> uses) {
    View done() {
      return new View(name, materialized, List.copyOf(reads), uses, definition);
    }
  }

  OtherRows(CatalogRows relations, ParsedTexts parsed) {
    this.relations = relations;
    this.parsed = parsed;
  }

  void view(Cells row) throws SQLException {
    long oid = row.getLong(1);
    QualifiedName name = relations.name(oid);
    if (name == null) return;
    boolean materialized = row.getBoolean(2);
    String definition = row.text(5);
    ViewDraft draft =
        views.computeIfAbsent(
            oid,
            it ->
                new ViewDraft(
                    name, materialized, definition, new LinkedHashSet<>(), new ArrayList<>()));
    RelationDraft read = relations.draft(row.getLong(3));
    if (read == null) return;
    draft.reads().add(read.name());
    String column = read.column(row.getInt(4));
    if (column != null) draft.uses().add(new View.ColumnUse(read.name(), column));
  }

  void type(Cells row) throws SQLException {
    QualifiedName name = QualifiedName.of(row.getString(1), row.text(2));
    types.add(
        switch (row.character(3)) {
          case 'e' -> new TypeDef.EnumType(name, row.strings(4), List.of(), Table.Age.EXISTING);
          case 'd' -> domain(name, row);
          case 'c' -> new TypeDef.OtherType(name, "COMPOSITE");
          case 'r' -> new TypeDef.OtherType(name, "RANGE");
          default -> new TypeDef.OtherType(name, "BASE");
        });
  }

  private TypeDef domain(QualifiedName name, Cells row) throws SQLException {
    List<String> names = row.strings(8);
    List<String> definitions = row.strings(9);
    List<ConstraintDef> constraints = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      constraints.add(check(names.get(i), definitions.get(i)));
    }
    return new TypeDef.DomainType(
        name, parsed.type(row.text(5)), row.getBoolean(6), row.getBoolean(7), constraints);
  }

  /** {@code CHECK ((VALUE > 0)) NOT VALID}, as {@code pg_get_constraintdef} prints it. */
  private ConstraintDef check(String name, String definition) {
    boolean notValid = definition.endsWith(" NOT VALID");
    int end = definition.lastIndexOf(')');
    String condition = definition.substring("CHECK (".length(), end);
    return new ConstraintDef(
        ConstraintDef.Kind.CHECK,
        name,
        List.of(),
        parsed.expression(condition),
        null,
        List.of(),
        "",
        "",
        false,
        false,
        null,
        notValid,
        false,
        false,
        definition);
  }

  void routine(Cells row) throws SQLException {
    routines.add(
        new Routine(
            QualifiedName.of(row.getString(1), row.text(2)),
            row.strings(3),
            row.text(4),
            row.character(5),
            row.getString(6),
            row.getBoolean(7)));
  }

  void policy(Cells row) throws SQLException {
    QualifiedName table = relations.name(row.getLong(1));
    if (table != null) policies.add(new Policy(row.text(2), table, row.strings(3)));
  }

  void into(Catalog catalog) {
    views.values().forEach(view -> catalog.put(view.done()));
    types.forEach(catalog::put);
    routines.forEach(catalog::put);
    policies.forEach(catalog::put);
  }
}
