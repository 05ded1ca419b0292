package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import java.time.Instant;
import java.util.Optional;

/**
 * Something about the server that can say: wait. Belongs to one run and one thread, so that it may
 * remember what it saw before.
 */
@FunctionalInterface
public interface Signal {
  /**
   * Looks, within the statement timeout that is set. The session is in autocommit.
   *
   * @throws io.slipway.jdbc.SqlFailure if it cannot be read
   * @throws io.slipway.problem.SlipwayException if what can be read says nothing
   */
  Sample read(Sql sql, Instant now);

  /** What a person must know about it on this server; asked once. */
  default Optional<Caveat> caveat(Sql sql) {
    return Optional.empty();
  }
}
