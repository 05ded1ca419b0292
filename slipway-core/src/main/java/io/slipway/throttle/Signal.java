package io.slipway.throttle;

import io.slipway.jdbc.Sql;

/** Something about the server that can say: wait. */
@FunctionalInterface
public interface Signal {
  /**
   * @throws io.slipway.jdbc.SqlFailure if it cannot be read: then nothing goes on
   */
  Reading read(Sql sql);
}
