package io.slipway.backfill;

import java.time.Duration;

/** What became of a try at a chunk. */
sealed interface ChunkOutcome {
  /**
   * @param held how long its row locks were held
   */
  record Committed(long rows, Duration held) implements ChunkOutcome {}

  /** Rolled back, so that nobody waits or fails because of us: smaller, later. */
  record GivenUp(String because) implements ChunkOutcome {}

  /** The session is gone; the shard's row says what was committed. */
  record Lost() implements ChunkOutcome {}
}
