package io.slipway.analysis.corpus;

import java.util.Locale;

/** Precision and recall of what was said against what was seen, a case and version at a time. */
final class Score {
  private final String name;
  private final Counts hazards = new Counts();
  private final Counts failures = new Counts();
  private int all;
  private int states;

  Score(String name) {
    this.name = name;
  }

  void count(String seen, String said) {
    all++;
    boolean fails = seen.startsWith(Case.FAILS);
    // What is refused has blocked nobody for long, and what it would have done is not to be seen.
    if (!fails) hazards.count(seen.equals(Case.HAZARD), said.equals(Case.HAZARD));
    failures.count(fails, said.startsWith(Case.FAILS));
    if (fails && seen.equals(said)) states++;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-16s %5d judged   blocks: %s   will fail: %s, SQLSTATE right %d",
        name,
        all,
        hazards,
        failures,
        states);
  }

  private static final class Counts {
    private int hits;
    private int alarms;
    private int misses;

    void count(boolean seen, boolean said) {
      if (seen && said) hits++;
      if (!seen && said) alarms++;
      if (seen && !said) misses++;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "precision %s recall %s (%d right, %d wrong, %d missed)",
          share(alarms),
          share(misses),
          hits,
          alarms,
          misses);
    }

    private String share(int others) {
      return hits + others == 0
          ? "-"
          : String.format(Locale.ROOT, "%.3f", hits / (double) (hits + others));
    }
  }
}
