package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** ACCESS EXCLUSIVE for as long as the table is big; plain VACUUM lets everybody work. */
final class VacuumFullRewritesTable implements Rule {
  private static final String FIX =
      "VACUUM without FULL, or a copy and a switch (pg_repack, strategy blue-green-table)";

  @Override
  public String slug() {
    return "vacuum-full-rewrites-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "VACUUM FULL rewrites the table while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Vacuum vacuum) || !vacuum.full()) return Stream.empty();
    if (vacuum.tables().isEmpty()) {
      return in.finding(this)
          .says("VACUUM FULL rewrites every table of the database under ACCESS EXCLUSIVE")
          .fix(FIX)
          .found();
    }
    return vacuum.tables().stream().filter(in::isInUse).flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, QualifiedName table) {
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "VACUUM FULL rewrites %s%s and its indexes under ACCESS EXCLUSIVE",
            in.name(table), in.size(table))
        .fix(FIX)
        .recipe("R20")
        .found();
  }
}
