package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLSTATE 25001 for VACUUM, CREATE DATABASE, ALTER SYSTEM and the like. */
final class CommandRefusesTransaction implements Rule {

  @Override
  public String slug() {
    return "command-refuses-transaction";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The command cannot run inside a transaction block";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!in.transaction().open()) return Stream.empty();
    String command = command(in.change());
    if (command == null) return Stream.empty();
    return in.finding(this)
        .says(command + " cannot run inside a transaction block (SQLSTATE 25001)")
        .fix("Put it in a migration of its own that runs without a transaction")
        .found();
  }

  private static @Nullable String command(Change change) {
    if (change instanceof Change.OutsideTransaction outside) return outside.command();
    if (change instanceof Change.Vacuum vacuum && vacuum.vacuum()) return "VACUUM";
    if (change instanceof Change.Cluster cluster && cluster.table() == null) return "CLUSTER";
    boolean wholesale =
        change instanceof Change.Reindex reindex
            && !reindex.concurrently()
            && Set.of("SCHEMA", "SYSTEM", "DATABASE").contains(reindex.target());
    return wholesale ? "REINDEX " + ((Change.Reindex) change).target() : null;
  }
}
