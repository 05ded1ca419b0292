package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.Severity;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** Without a mode it is ACCESS EXCLUSIVE. */
final class LockTableBlocks implements Rule {

  @Override
  public String slug() {
    return "lock-table-blocks";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "LOCK TABLE stops others until the transaction ends";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.LockTable lock) || !lock.mode().blocksWrites()) {
      return Stream.empty();
    }
    return lock.tables().stream().filter(in::isInUse).flatMap(it -> found(in, lock, it));
  }

  private Stream<Finding> found(StatementContext in, Change.LockTable lock, QualifiedName table) {
    String who = lock.mode().blocksReads() ? "readers and writers" : "writers";
    return in.finding(this)
        .on(table, lock.mode())
        .severity(Severity.WARNING)
        .says(
            "LOCK TABLE holds %s on %s until the transaction ends: %s wait",
            lock.mode().sqlName(), in.name(table), who)
        .fix(
            "Leave it out: each statement takes the lock it needs; set a short lock_timeout "
                + "where it is really needed")
        .found();
  }
}
