package io.slipway.jdbc;

import io.slipway.catalog.Belonging;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the rows of {@link CatalogQueries} into tables with columns, constraints and triggers. */
final class CatalogRows {
  private final ParsedTexts parsed;
  private final Map<Long, RelationDraft> relations = new LinkedHashMap<>();
  private final Map<Long, String> parents = new LinkedHashMap<>();
  private final Map<QualifiedName, List<Belonging>> belongings = new LinkedHashMap<>();
  private final IndexRows indexes;
  private final OtherRows others;

  CatalogRows(ParsedTexts parsed) {
    this.parsed = parsed;
    this.indexes = new IndexRows(this, parsed);
    this.others = new OtherRows(this, parsed);
  }

  IndexRows indexes() {
    return indexes;
  }

  OtherRows others() {
    return others;
  }

  /** The relation of that oid; null for one that came or went between two queries. */
  @Nullable RelationDraft draft(long oid) {
    return relations.get(oid);
  }

  @Nullable QualifiedName name(long oid) {
    RelationDraft draft = relations.get(oid);
    return draft == null ? null : draft.name();
  }

  void relation(Cells row) throws SQLException {
    long oid = row.getLong(1);
    String up = row.getString(11);
    if (up != null) parents.put(oid, up);
    String bound = row.getString(12);
    QualifiedName name = QualifiedName.of(row.getString(2), row.text(3));
    Table bare =
        Table.named(name, kind(row.character(4)), Table.Age.EXISTING)
            .edit()
            .unlogged(row.character(5) == 'u')
            .rowSecurity(row.getBoolean(6))
            .replicaIdentity(row.character(7))
            .owner(row.text(8))
            .rows(row.getLong(9))
            .bytes(row.getLong(10))
            .partitionBound(bound)
            .defaultPartition("DEFAULT".equals(bound))
            .partitionBy(row.getString(13))
            .comment(row.getString(14))
            .done();
    relations.put(oid, new RelationDraft(bare));
  }

  private static Table.Kind kind(char relkind) {
    return switch (relkind) {
      case 'p' -> Table.Kind.PARTITIONED;
      case 'v' -> Table.Kind.VIEW;
      case 'm' -> Table.Kind.MATERIALIZED_VIEW;
      case 'f' -> Table.Kind.FOREIGN;
      case 'S' -> Table.Kind.SEQUENCE;
      default -> Table.Kind.TABLE;
    };
  }

  void column(Cells row) throws SQLException {
    RelationDraft draft = draft(row.getLong(1));
    if (draft == null) return;
    Generated generated = generated(row.character(7));
    Expression expression = parsed.expressionOrNull(row.getString(8));
    boolean computed = generated != Generated.NONE;
    Column column =
        new Column(
            row.text(3),
            parsed.type(row.text(4)),
            row.getBoolean(5),
            computed ? null : expression,
            identity(row.character(6)),
            generated,
            computed ? expression : null,
            row.getString(9),
            name(row.getLong(10)),
            row.getString(11));
    draft.add(row.getInt(2), column);
  }

  private static Identity identity(char attidentity) {
    return switch (attidentity) {
      case 'a' -> Identity.ALWAYS;
      case 'd' -> Identity.BY_DEFAULT;
      default -> Identity.NONE;
    };
  }

  private static Generated generated(char attgenerated) {
    return switch (attgenerated) {
      case 's' -> Generated.STORED;
      case 'v' -> Generated.VIRTUAL;
      default -> Generated.NONE;
    };
  }

  void constraint(Cells row) throws SQLException {
    RelationDraft draft = draft(row.getLong(1));
    if (draft == null) return;
    RelationDraft referenced = draft(row.getLong(5));
    draft.constraints.add(
        new Constraint(
            row.text(2),
            constraintKind(row.character(3)),
            draft.columns(row.getString(4)),
            parsed.expressionOrNull(row.getString(12)),
            referenced == null ? null : referenced.name(),
            referenced == null ? List.of() : referenced.columns(row.getString(6)),
            row.getString(7),
            row.getBoolean(8),
            row.getBoolean(9),
            row.getBoolean(10),
            row.text(11),
            row.getString(13)));
  }

  private static Kind constraintKind(char contype) {
    return switch (contype) {
      case 'p' -> Kind.PRIMARY_KEY;
      case 'u' -> Kind.UNIQUE;
      case 'f' -> Kind.FOREIGN_KEY;
      case 'x' -> Kind.EXCLUDE;
      case 'n' -> Kind.NOT_NULL;
      default -> Kind.CHECK;
    };
  }

  void trigger(Cells row) throws SQLException {
    RelationDraft draft = draft(row.getLong(1));
    if (draft == null) return;
    int bits = row.getInt(5);
    draft.triggers.add(
        new Trigger(
            row.text(2),
            QualifiedName.of(row.getString(3), row.text(4)),
            (bits & 64) != 0 ? "INSTEAD OF" : (bits & 2) != 0 ? "BEFORE" : "AFTER",
            events(bits),
            draft.columns(row.getString(6)),
            (bits & 1) != 0,
            row.character(7),
            row.text(8)));
  }

  void belonging(Cells row) throws SQLException {
    QualifiedName table = name(row.getLong(1));
    if (table == null) return;
    belongings
        .computeIfAbsent(table, it -> new ArrayList<>())
        .add(
            new Belonging(
                Belonging.Kind.valueOf(row.text(2)), row.text(3), row.text(4), row.text(5)));
  }

  /** The bits of {@code pg_trigger.tgtype}, in the order {@code pg_get_triggerdef} prints them. */
  private static List<String> events(int bits) {
    List<String> events = new ArrayList<>();
    if ((bits & 4) != 0) events.add("INSERT");
    if ((bits & 8) != 0) events.add("DELETE");
    if ((bits & 16) != 0) events.add("UPDATE");
    if ((bits & 32) != 0) events.add("TRUNCATE");
    return events;
  }

  void into(Catalog catalog) {
    relations.forEach((oid, draft) -> catalog.put(withParents(oid, draft.done())));
    indexes.into(catalog);
    others.into(catalog);
    belongings.forEach(catalog::belongings);
  }

  private Table withParents(long oid, Table table) {
    String up = parents.get(oid);
    if (up == null) return table;
    List<QualifiedName> names = new ArrayList<>();
    for (String parent : up.split(" ", -1)) {
      QualifiedName name = name(Long.parseLong(parent));
      if (name != null) names.add(name);
    }
    return table.edit().parents(names).done();
  }
}
