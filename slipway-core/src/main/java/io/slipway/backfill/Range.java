package io.slipway.backfill;

import java.util.List;

/**
 * A closed piece of a table.
 *
 * @param where a condition with {@code ?} for each parameter
 * @param next the last key in it: where the following range begins
 * @param isLast nothing of the shard comes after it
 */
record Range(String where, List<String> parameters, List<String> next, boolean isLast) {
  Range {
    parameters = List.copyOf(parameters);
    next = List.copyOf(next);
  }

  Object[] values() {
    return parameters.toArray();
  }
}
