package io.slipway.backfill;

import io.slipway.jdbc.Sql;
import io.slipway.state.Shards.Shard;
import java.util.List;

/** How a table is cut into pieces. */
sealed interface Ranges permits KeyRanges, BlockRanges {
  /** The shards of a backfill that begins now. */
  List<Shard> shards(Sql sql, int rolloutPercentage);

  /** The next piece of about so many rows. */
  Range next(Sql sql, Shard shard, int rows);

  /** The condition that picks stride {@code j} of {@code k}. */
  String stride(int j, int k);

  /**
   * {@code UPDATE} or {@code DELETE} goes to this relation: {@code ONLY} where it must not reach
   * partitions.
   */
  String target(Shard shard);
}
