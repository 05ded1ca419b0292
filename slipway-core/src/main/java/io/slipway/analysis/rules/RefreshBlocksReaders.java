package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/** ACCESS EXCLUSIVE on the view for as long as its query takes. */
final class RefreshBlocksReaders implements Rule {

  @Override
  public String slug() {
    return "refresh-blocks-readers";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "REFRESH MATERIALIZED VIEW stops its readers until it is done";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.RefreshMaterializedView refresh)) return Stream.empty();
    if (refresh.concurrently() || !refresh.withData() || !in.isInUse(refresh.view()))
      return Stream.empty();
    return in.finding(this)
        .on(refresh.view(), ACCESS_EXCLUSIVE)
        .says(
            "REFRESH takes ACCESS EXCLUSIVE on %s for as long as its query runs: every reader "
                + "waits",
            in.name(refresh.view()))
        .fix("REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on plain columns")
        .found();
  }
}
