package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Index;
import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.Objects;
import java.util.stream.Stream;

/** An UPDATE or DELETE whose condition is not a key may touch most of the table. */
final class RowsChangedInOneTransaction implements Rule {

  @Override
  public String slug() {
    return "rows-changed-in-one-transaction";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "Many rows changed by one statement stay locked until it commits";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Query query) || !isMassive(in, query))
      return Stream.empty();
    QualifiedName table = Objects.requireNonNull(query.target());
    boolean small = in.rows(table) >= 0 && in.rows(table) < StatementContext.SMALL_TABLE;
    return in.finding(this)
        .on(table, ROW_EXCLUSIVE)
        .severity(small ? Severity.INFO : Severity.WARNING)
        .says(
            "%s may change any number of rows of %s%s at once; each stays locked until it commits",
            query.verb(), in.name(table), in.size(table))
        .fix("Batches by key, each in a transaction of its own (strategy progressive)")
        .recipe("R19")
        .found();
  }

  private static boolean isMassive(StatementContext in, Change.Query query) {
    boolean changes = query.verb().equals("UPDATE") || query.verb().equals("DELETE");
    QualifiedName table = query.target();
    if (!changes || table == null || !in.isInUse(table)) return false;
    if (query.where() == null) return query.fromOtherTables();
    return !isByKey(in, table, query.where());
  }

  /** A condition that names every column of a unique key picks few rows. */
  private static boolean isByKey(StatementContext in, QualifiedName table, Expression where) {
    boolean byUniqueIndex =
        in.before().indexesOf(table).stream()
            .filter(Index::unique)
            .anyMatch(it -> coversKey(it, where));
    boolean unknown = in.table(table).map(it -> !in.before().knowsAllOf(table)).orElse(true);
    boolean constant = where.relations().isEmpty() && where.sql().contains("=");
    return constant && (byUniqueIndex || unknown && where.columns().contains("id"));
  }

  private static boolean coversKey(Index index, Expression where) {
    return !index.elements().isEmpty()
        && index.elements().stream()
            .allMatch(it -> it.column() != null && where.columns().contains(it.column()));
  }
}
