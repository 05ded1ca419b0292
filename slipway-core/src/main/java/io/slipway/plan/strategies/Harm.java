package io.slipway.plan.strategies;

import io.slipway.analysis.Effects;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** How much the application feels of a statement as written. */
enum Harm {
  /** No lock that stops it on anything it uses. */
  NONE,
  /** A lock that stops readers or writers, for a moment once it is granted. */
  BRIEF,
  /** Short only because the table is small. */
  SMALL,
  /** Readers or writers wait for as long as a table is big. */
  LONG;

  static Harm of(StatementContext context) {
    Effects effects = context.effects();
    boolean blocks =
        effects.locks().stream()
            .anyMatch(it -> it.mode().blocksWrites() && !context.isHarmless(it.relation()));
    if (!blocks) return NONE;
    boolean works = read(effects).anyMatch(it -> !context.isHarmless(it));
    if (!works) return BRIEF;
    boolean long_ = read(effects).anyMatch(it -> !context.isHarmless(it) && !context.isSmall(it));
    return long_ ? LONG : SMALL;
  }

  private static Stream<QualifiedName> read(Effects effects) {
    return Stream.concat(effects.rewrites().stream(), effects.scans().stream());
  }
}
