package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.postgres.LockMode;
import java.util.List;
import java.util.Set;

/**
 * SET (…) and RESET (…): most storage parameters let everyone work; a few, and every view option,
 * do not ({@code reloptions.c} says which).
 */
final class StorageOptions {
  private static final Set<String> GENTLE =
      Set.of(
          "fillfactor",
          "toast_tuple_target",
          "parallel_workers",
          "log_autovacuum_min_duration",
          "vacuum_index_cleanup",
          "vacuum_truncate",
          "vacuum_max_eager_freeze_failure_rate",
          "deduplicate_items",
          "n_distinct",
          "n_distinct_inherited");

  private StorageOptions() {}

  static LockMode lockFor(List<String> names) {
    boolean gentle = names.stream().allMatch(StorageOptions::isGentle);
    return gentle ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
  }

  private static boolean isGentle(String name) {
    String bare = name.startsWith("toast.") ? name.substring("toast.".length()) : name;
    return bare.startsWith("autovacuum_") || GENTLE.contains(bare);
  }
}
