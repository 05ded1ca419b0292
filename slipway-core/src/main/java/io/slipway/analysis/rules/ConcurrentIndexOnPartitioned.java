package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** SQLSTATE 0A000 on the parent; on each partition it works. */
final class ConcurrentIndexOnPartitioned implements Rule {

  @Override
  public String slug() {
    return "concurrent-index-on-partitioned";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "An index on a partitioned table cannot be built or dropped concurrently";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.change() instanceof Change.CreateIndex create
        && create.concurrently()
        && !create.only()) {
      return isPartitioned(in, create.table())
          ? found(in, create.table(), "CREATE")
          : Stream.empty();
    }
    if (!(in.change() instanceof Change.Drop drop)
        || drop.kind() != ObjectKind.INDEX
        || !drop.concurrently()) {
      return Stream.empty();
    }
    return drop.objects().stream()
        .flatMap(it -> in.before().index(it).stream())
        .filter(index -> isPartitioned(in, index.table()))
        .flatMap(index -> found(in, index.table(), "DROP"));
  }

  private static boolean isPartitioned(StatementContext in, QualifiedName table) {
    return in.table(table).map(it -> it.kind() == Table.Kind.PARTITIONED).orElse(false);
  }

  private Stream<Finding> found(StatementContext in, QualifiedName table, String verb) {
    return in.finding(this)
        .on(table)
        .says(
            "%s INDEX CONCURRENTLY is refused on the partitioned table %s (SQLSTATE 0A000)",
            verb, in.name(table))
        .fix(
            "CREATE INDEX ON ONLY the parent, CONCURRENTLY on each partition, then ALTER INDEX "
                + "… ATTACH PARTITION")
        .recipe("R10")
        .found();
  }
}
