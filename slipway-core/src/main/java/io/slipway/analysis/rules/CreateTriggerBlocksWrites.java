package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/** SHARE ROW EXCLUSIVE on the table for a moment. */
final class CreateTriggerBlocksWrites implements Rule {

  @Override
  public String slug() {
    return "create-trigger-blocks-writes";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BRIEF_LOCK;
  }

  @Override
  public String title() {
    return "CREATE TRIGGER waits for open writers, and later writers wait for it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.CreateTrigger create) || !in.isInUse(create.table())) {
      return Stream.empty();
    }
    if (in.table(create.table()).map(it -> it.kind() == Table.Kind.VIEW).orElse(false))
      return Stream.empty();
    return in.finding(this)
        .on(create.table(), SHARE_ROW_EXCLUSIVE)
        .says(
            "CREATE TRIGGER takes SHARE ROW EXCLUSIVE on %s: it waits for open writers, and "
                + "later writers wait for it",
            in.name(create.table()))
        .fix("A short lock_timeout and another try; nothing else in the same transaction")
        .found();
  }
}
