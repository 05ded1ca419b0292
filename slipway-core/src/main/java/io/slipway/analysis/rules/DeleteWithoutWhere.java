package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** Every row stays locked until the commit; the data is gone after it. */
final class DeleteWithoutWhere implements Rule {

  @Override
  public String slug() {
    return "delete-without-where";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "DELETE without WHERE empties the table, row by row";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Query query) || !query.verb().equals("DELETE")) {
      return Stream.empty();
    }
    QualifiedName table = query.target();
    if (table == null || query.where() != null || query.fromOtherTables() || !in.isInUse(table))
      return Stream.empty();
    return in.finding(this)
        .on(table, ROW_EXCLUSIVE)
        .says(
            "DELETE without WHERE empties %s%s and locks every row until it commits",
            in.name(table), in.size(table))
        .fix("Say which rows; delete many of them in batches by key")
        .recipe("R19")
        .found();
  }
}
