package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.TypeDef.DomainType;
import io.slipway.postgres.LockMode;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ADD COLUMN: free, a scan, or a rewrite of the whole family, by what each old row must get. */
public final class AddedColumn {
  private static final Pattern NEXTVAL = Pattern.compile("(?i)nextval\\s*\\(\\s*'([^']+)'");

  private AddedColumn() {}

  /** Why the table is rewritten. */
  public enum Rewrite {
    VOLATILE_DEFAULT,
    /** A default that calls a function nobody here has seen. */
    UNKNOWN_DEFAULT,
    SERIAL,
    IDENTITY,
    STORED,
    CONSTRAINED_DOMAIN
  }

  public static Optional<Rewrite> rewrite(ColumnDef column, Catalog catalog) {
    if (column.type().isSerial()) return Optional.of(Rewrite.SERIAL);
    if (column.identity() != ColumnDef.Identity.NONE) return Optional.of(Rewrite.IDENTITY);
    if (column.generated() == ColumnDef.Generated.STORED) return Optional.of(Rewrite.STORED);
    if (isConstrained(column.type(), catalog)) return Optional.of(Rewrite.CONSTRAINED_DOMAIN);
    return ofDefault(column.defaultValue(), catalog);
  }

  private static Optional<Rewrite> ofDefault(@Nullable Expression value, Catalog catalog) {
    if (value == null) return Optional.empty();
    return switch (Volatility.of(value, catalog)) {
      case STEADY -> Optional.empty();
      case VOLATILE -> Optional.of(Rewrite.VOLATILE_DEFAULT);
      case UNKNOWN -> Optional.of(Rewrite.UNKNOWN_DEFAULT);
    };
  }

  private static boolean isConstrained(SqlType type, Catalog catalog) {
    if (type.arrayDimensions() > 0) return false;
    return catalog
        .type(new QualifiedName(type.schema(), type.name()))
        .filter(DomainType.class::isInstance)
        .map(DomainType.class::cast)
        .map(domain -> domain.constrained() || isConstrained(domain.base(), catalog))
        .orElse(false);
  }

  static void lock(Tally tally, QualifiedName table, ColumnDef column) {
    tally.lock(tally.family(table), ACCESS_EXCLUSIVE);
    Catalog before = tally.before();
    // IF NOT EXISTS found it: the lock was taken all the same.
    if (before.table(table).flatMap(it -> it.column(column.name())).isPresent()) return;
    Optional<Rewrite> rewrite = rewrite(column, before);
    if (rewrite.isPresent()) tally.family(table).forEach(tally::rewriteHeap);
    if (rewrite.filter(Rewrite.UNKNOWN_DEFAULT::equals).isPresent()) tally.uncertain();
    column.constraints().forEach(it -> constraint(tally, table, column, it));
    if (column.notNull() && !hasValue(column)) tally.scan(tally.family(table));
    sequence(tally, column);
  }

  private static void constraint(
      Tally tally, QualifiedName table, ColumnDef column, ConstraintDef constraint) {
    switch (constraint.kind()) {
      case CHECK, UNIQUE, PRIMARY_KEY, EXCLUDE -> tally.scan(tally.family(table));
      case NOT_NULL -> {}
      // Every old row gets NULL, which refers to nothing, unless there is a default.
      case FOREIGN_KEY -> new ForeignKeyLocks(tally).add(table, constraint, hasValue(column));
    }
  }

  private static boolean hasValue(ColumnDef column) {
    Expression value = column.defaultValue();
    return value != null && !value.isNull()
        || column.type().isSerial()
        || column.identity() != ColumnDef.Identity.NONE
        || column.generated() != ColumnDef.Generated.NONE;
  }

  /** The rewrite draws a number for each row. */
  private static void sequence(Tally tally, ColumnDef column) {
    if (column.defaultValue() == null) return;
    Matcher nextval = NEXTVAL.matcher(column.defaultValue().sql());
    if (nextval.find()) tally.lock(Names.parse(nextval.group(1)), LockMode.ROW_EXCLUSIVE);
  }
}
