package io.slipway.plan;

import java.util.List;

/**
 * How to tell whether a step's work is in place: what makes crash, resume and idempotence one
 * mechanism.
 *
 * <p>Work done in a transaction commits together with its journal row, so the journal answers. Work
 * that must run alone asks the catalog.
 */
public sealed interface Probe {
  /** The step's row in the journal, committed in the step's own transaction, is the answer. */
  record Journal() implements Probe {}

  /**
   * Asks the catalog.
   *
   * @param sql one row, one text: {@code absent}, {@code present} or {@code half} (an INVALID index
   *     is half)
   * @param repair run alone, in order, when the answer is half; leaves {@code absent}
   */
  record Catalog(String sql, List<String> repair) implements Probe {
    public Catalog {
      repair = List.copyOf(repair);
    }
  }
}
