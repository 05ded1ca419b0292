package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Index;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** SQLSTATE 55000 without one. */
final class RefreshConcurrentlyWithoutUniqueIndex implements Rule {

  @Override
  public String slug() {
    return "refresh-concurrently-without-unique-index";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "REFRESH … CONCURRENTLY needs a unique index on plain columns";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.RefreshMaterializedView refresh)) return Stream.empty();
    QualifiedName view = refresh.view();
    boolean known = in.before().view(view).isPresent();
    if (!refresh.concurrently() || !known) return Stream.empty();
    if (in.before().indexesOf(view).stream()
        .anyMatch(RefreshConcurrentlyWithoutUniqueIndex::serves)) {
      return Stream.empty();
    }
    return in.finding(this)
        .on(view)
        .says(
            "%s has no unique index on plain columns over all rows: REFRESH CONCURRENTLY is "
                + "refused (SQLSTATE 55000)",
            in.name(view))
        .fix("CREATE UNIQUE INDEX on it first")
        .found();
  }

  private static boolean serves(Index index) {
    return index.unique()
        && index.valid()
        && index.predicate() == null
        && index.elements().stream().allMatch(it -> it.column() != null);
  }
}
