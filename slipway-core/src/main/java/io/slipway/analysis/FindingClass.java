package io.slipway.analysis;

import java.util.Locale;

/** The kinds of harm, separately switchable, worst first. */
public enum FindingClass {
  /** PostgreSQL will reject it when it runs. */
  WILL_FAIL,
  /** Readers or writers wait for as long as the table is big. */
  BLOCKS,
  /** A strong lock for a moment: harmless alone, an outage behind one long transaction. */
  BRIEF_LOCK,
  /** The application that runs now, or the one that comes, breaks. */
  BREAKS_APP,
  DATA_LOSS,
  OPERATIONAL,
  /** Off by default. */
  STYLE;

  /** As JSON has it: {@code will-fail}. */
  public String slug() {
    return name().replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
