package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** CREATE INDEX reads the table under SHARE: readers go on, writers wait. */
final class CreateIndexBlocksWrites implements Rule {

  @Override
  public String slug() {
    return "create-index-blocks-writes";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "CREATE INDEX without CONCURRENTLY stops every writer until it is built";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.CreateIndex create) || create.concurrently()) {
      return Stream.empty();
    }
    QualifiedName table = create.table();
    if (!in.isInUse(table) || !in.scans(table)) return Stream.empty();
    return in.finding(this)
        .on(table, SHARE)
        .says(
            "CREATE INDEX reads all of %s%s under SHARE: every INSERT, UPDATE and DELETE waits "
                + "until it is done",
            in.name(table), in.size(table))
        .fix(fix(in, table))
        .recipe("R4")
        .found();
  }

  private static String fix(StatementContext in, QualifiedName table) {
    boolean partitioned =
        in.table(table).map(it -> it.kind() == Table.Kind.PARTITIONED).orElse(false);
    return partitioned
        ? "CREATE INDEX ON ONLY the parent, CONCURRENTLY on each partition, then ALTER INDEX … "
            + "ATTACH PARTITION"
        : "CREATE INDEX CONCURRENTLY, outside a transaction";
  }
}
