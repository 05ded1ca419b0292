package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** Every row stays locked until the commit, the table doubles in size, replicas fall behind. */
final class UpdateWithoutWhere implements Rule {

  @Override
  public String slug() {
    return "update-without-where";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "UPDATE without WHERE locks and rewrites every row in one transaction";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Query query) || !query.verb().equals("UPDATE")) {
      return Stream.empty();
    }
    QualifiedName table = query.target();
    if (table == null || query.where() != null || query.fromOtherTables() || !in.isInUse(table))
      return Stream.empty();
    return in.finding(this)
        .on(table, ROW_EXCLUSIVE)
        .says(
            "UPDATE without WHERE locks every row of %s%s until it commits, and writes each anew",
            in.name(table), in.size(table))
        .fix("Batches by key, each in a transaction of its own (strategy progressive)")
        .recipe("R19")
        .found();
  }
}
