package io.slipway.backfill;

import io.slipway.backfill.TableFacts.Heap;
import io.slipway.jdbc.Sql;
import io.slipway.state.Shards.Shard;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of pages, for tables without a usable key; one shard a partition. A row can move behind
 * us, so this needs a condition for what is still to do, and is repeated until nothing is.
 */
record BlockRanges(String table) implements Ranges {
  private static final int MOST_BLOCKS = 1024;

  @Override
  public List<Shard> shards(Sql sql, int rolloutPercentage) {
    List<Shard> shards = new ArrayList<>();
    for (Heap heap : TableFacts.heaps(sql, table)) {
      long rows = (long) (heap.blocks() * heap.rowsPerBlock());
      long boundary = heap.blocks() * rolloutPercentage / 100;
      if (boundary == heap.blocks()) {
        shards.add(shard(shards.size(), heap, List.of(0L, heap.blocks()), rows));
      } else {
        long first = rows * rolloutPercentage / 100;
        shards.add(shard(shards.size(), heap, List.of(0L, boundary), first));
        shards.add(shard(shards.size(), heap, List.of(boundary, heap.blocks()), rows - first));
      }
    }
    return shards;
  }

  private static Shard shard(int number, Heap heap, List<Long> bounds, long rows) {
    return new Shard(
        number,
        heap.relation(),
        List.of("" + bounds.getLast()),
        List.of("" + bounds.getFirst()),
        0,
        rows,
        false);
  }

  @Override
  public Range next(Sql sql, Shard shard, int rows) {
    long from = shard.next() == null ? 0 : Long.parseLong(shard.next().getFirst());
    long end = shard.upper() == null ? 0 : Long.parseLong(shard.upper().getFirst());
    double perBlock = TableFacts.heap(sql, shard.relation()).map(Heap::rowsPerBlock).orElse(50.0);
    long blocks = Math.clamp((long) (rows / perBlock), 1, MOST_BLOCKS);
    long to = Math.min(end, from + blocks);
    return new Range(
        "ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid)",
        List.of("(" + from + ",0)", "(" + to + ",0)"),
        List.of("" + to),
        to >= end);
  }

  @Override
  public String stride(int j, int k) {
    return "(hashtextextended(ctid::text, 0) & 2147483647) %% %d = %d".formatted(k, j);
  }

  @Override
  public String target(Shard shard) {
    return "ONLY " + shard.relation();
  }
}
