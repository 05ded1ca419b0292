package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** ACCESS EXCLUSIVE for as long as the table is big. */
final class ClusterRewritesTable implements Rule {
  private static final String FIX =
      "A copy in the wanted order and a switch (pg_repack, strategy blue-green-table)";

  @Override
  public String slug() {
    return "cluster-rewrites-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "CLUSTER rewrites the table while nobody can read or write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Cluster cluster)) return Stream.empty();
    QualifiedName table = cluster.table();
    if (table == null) {
      return in.finding(this)
          .says("CLUSTER rewrites every clustered table under ACCESS EXCLUSIVE")
          .fix(FIX)
          .found();
    }
    if (!in.isInUse(table)) return Stream.empty();
    return in.finding(this)
        .on(table, ACCESS_EXCLUSIVE)
        .says(
            "CLUSTER rewrites %s%s and its indexes under ACCESS EXCLUSIVE",
            in.name(table), in.size(table))
        .fix(FIX)
        .recipe("R20")
        .found();
  }
}
