package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE_ROW_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/** Rows that break them stay after ENABLE: nothing checks them again. */
final class DisableTriggerDisablesForeignKeys implements Rule {

  @Override
  public String slug() {
    return "disable-trigger-disables-foreign-keys";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.OPERATIONAL;
  }

  @Override
  public String title() {
    return "DISABLE TRIGGER ALL switches foreign keys off too";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.SwitchTrigger.class)
        .filter(it -> !it.enable() && it.all())
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName table = in.altered();
    return in.finding(this)
        .on(table, SHARE_ROW_EXCLUSIVE)
        .says(
            "DISABLE TRIGGER ALL on %s also switches its foreign keys off, for every session; "
                + "ENABLE checks nothing afterwards",
            in.name(table))
        .fix("DISABLE TRIGGER USER, or session_replication_role for one session")
        .found();
  }
}
