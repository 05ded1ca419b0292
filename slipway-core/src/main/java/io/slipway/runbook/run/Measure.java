package io.slipway.runbook.run;

import io.slipway.jdbc.Sql;
import java.io.IOException;
import java.util.Optional;

/** Where the value of a threshold comes from. */
interface Measure {
  /** Empty where there is nothing to judge yet: no replica, no transaction since the last look. */
  Optional<Double> read(Sql sql) throws IOException, InterruptedException;
}
