package io.slipway.analysis.rules;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/**
 * Locks are held to the end of the transaction: what the DDL statement took for a moment now lasts
 * as long as the data takes.
 */
final class BackfillHoldsLocks implements Rule {

  @Override
  public String slug() {
    return "backfill-holds-locks";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "A change of data in the transaction of a DDL statement runs under its lock";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Query query) || !writesMany(query)) return Stream.empty();
    return in.transaction().earlier().stream()
        .flatMap(it -> it.effects().locks().stream())
        .filter(it -> it.mode().blocksWrites() && in.before().index(it.relation()).isEmpty())
        .filter(it -> in.table(it.relation()).isPresent() || !in.before().complete())
        .filter(it -> in.isInUse(it.relation()))
        .limit(1)
        .flatMap(it -> found(in, query, it));
  }

  /** A few literal rows go in within a moment. */
  private static boolean writesMany(Change.Query query) {
    return switch (query.verb()) {
      case "UPDATE", "DELETE", "MERGE", "COPY" -> query.target() != null;
      case "INSERT" -> query.valuesRows() == 0 && query.fromOtherTables();
      default -> false;
    };
  }

  private Stream<Finding> found(StatementContext in, Change.Query query, RelationLock held) {
    return in.finding(this)
        .on(held.relation(), held.mode())
        .says(
            "%s of %s on %s is held while %s runs: others wait for all of it",
            held.mode().sqlName(), "an earlier statement", in.name(held.relation()), query.verb())
        .fix("COMMIT between the DDL and the data, and change the data in batches")
        .recipe("R19")
        .found();
  }
}
