package io.slipway.plan.strategies;

import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.ConstraintDef;

/** WITHOUT OVERLAPS and PERIOD, of PostgreSQL 18: keys over a stretch of time. */
final class Temporal {
  private Temporal() {}

  static boolean isPeriod(ConstraintDef def) {
    return Tokens.of(def.sql()).stream().anyMatch(it -> it.is("OVERLAPS") || it.is("PERIOD"));
  }

  /** MATCH FULL: all columns are NULL, or none. */
  static boolean matchesFull(ConstraintDef def) {
    var tokens = Tokens.of(def.sql());
    var match = Tokens.find(tokens, 0, "MATCH");
    return match.isPresent() && tokens.get(match.getAsInt() + 1).is("FULL");
  }
}
