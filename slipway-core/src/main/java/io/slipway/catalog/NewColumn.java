package io.slipway.catalog;

import io.slipway.sql.ColumnDef;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A column from its definition, with the sequence that serial and identity make. */
final class NewColumn {
  private static final Pattern NOT_NULL =
      Pattern.compile("(?i)\\bconstraint\\s+(\"(?:[^\"]|\"\")*\"|\\w+)\\s+not\\s+null\\b");

  private NewColumn() {}

  static Column of(ColumnDef def, QualifiedName table, Catalog catalog) {
    boolean serial = def.type().isSerial();
    @Nullable QualifiedName sequence =
        serial || def.identity() != Identity.NONE ? sequence(table, def.name(), catalog) : null;
    return new Column(
        def.name(),
        serial ? serialBase(def.type()) : def.type(),
        def.notNull() || sequence != null,
        serial && sequence != null ? nextval(sequence) : def.defaultValue(),
        def.identity(),
        def.generated(),
        def.generatedAs(),
        def.collation(),
        sequence,
        null);
  }

  /** The name in {@code CONSTRAINT name NOT NULL}; null where PostgreSQL chooses one. */
  static @Nullable String notNullName(ColumnDef def) {
    Matcher matcher = NOT_NULL.matcher(def.sql());
    return matcher.find() ? Exclusion.names(matcher.group(1)).getFirst() : null;
  }

  /** Makes the sequence {@code table_column_seq}. */
  static QualifiedName sequence(QualifiedName table, String column, Catalog catalog) {
    String name = DefaultNames.in(catalog, table).relation(table.name(), column, "seq");
    QualifiedName sequence = table.sibling(name);
    Table made = Table.named(sequence, Table.Kind.SEQUENCE, catalog.ageNow());
    catalog.put(made.edit().temporary(Catalog.TEMPORARY.equals(table.schema())).done());
    return sequence;
  }

  private static SqlType serialBase(SqlType serial) {
    return switch (serial.name()) {
      case "bigserial", "serial8" -> builtIn("int8", "bigint");
      case "smallserial", "serial2" -> builtIn("int2", "smallint");
      default -> builtIn("int4", "integer");
    };
  }

  private static SqlType builtIn(String name, String sql) {
    return new SqlType(null, name, List.of(), 0, sql);
  }

  static Expression nextval(QualifiedName sequence) {
    String sql = "nextval('" + sequence.sql().replace("'", "''") + "'::regclass)";
    List<QualifiedName> functions = List.of(QualifiedName.of("nextval"));
    return new Expression(sql, List.of(), functions, List.of(), null, false, Set.of());
  }
}
