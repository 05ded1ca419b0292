package io.slipway.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts neighbours together: statements on new objects share one transaction, so that they come and
 * go together; gates for the same version are one gate.
 */
final class Grouping {
  private final List<Schedule.Entry> entries = new ArrayList<>();

  private Grouping() {}

  static List<Schedule.Entry> of(List<Schedule.Entry> all) {
    Grouping grouping = new Grouping();
    all.forEach(grouping::add);
    return grouping.entries;
  }

  private void add(Schedule.Entry entry) {
    if (entry.step() instanceof Step.Gate gate && joinsGate(gate)) return;
    Schedule.Entry last = entries.isEmpty() ? null : entries.getLast();
    if (last != null
        && last.step() instanceof Step.Ddl first
        && entry.step() instanceof Step.Ddl second
        && groups(last, first)
        && groups(entry, second)
        && last.draft().settings().equals(entry.draft().settings())) {
      entries.set(entries.size() - 1, new Schedule.Entry(last.draft(), together(first, second)));
    } else entries.add(entry);
  }

  private boolean joinsGate(Step.Gate gate) {
    for (int i = 0; i < entries.size(); i++) {
      // What a person approves is one thing at a time.
      if (entries.get(i).step() instanceof Step.Gate earlier
          && earlier.version() != null
          && earlier.version().equals(gate.version())) {
        String because = earlier.because().replaceFirst("; then: .*$", "; ") + gate.because();
        List<Removal> removals = new ArrayList<>(earlier.removals());
        removals.addAll(gate.removals());
        Step joined =
            new Step.Gate(earlier.id(), earlier.title(), earlier.version(), because, removals);
        entries.set(i, new Schedule.Entry(entries.get(i).draft(), joined));
        return true;
      }
    }
    return false;
  }

  private static boolean groups(Schedule.Entry entry, Step.Ddl step) {
    return entry.draft().newObjectsOnly()
        && step.mode() == Mode.IN_TRANSACTION
        && step.probe() instanceof Probe.Journal
        && !(step.undo() instanceof Undo.Impossible);
  }

  private static Step together(Step.Ddl first, Step.Ddl second) {
    List<String> sql = new ArrayList<>(first.sql());
    sql.addAll(second.sql());
    String title = first.title().replaceFirst(" and \\d+ more$", "");
    return new Step.Ddl(
        first.id(),
        title + " and " + (sql.size() - 1) + " more",
        sql,
        first.locks(),
        first.mode(),
        first.patience(),
        first.afterOldSnapshots(),
        first.probe(),
        undo(first.undo(), second.undo()));
  }

  private static Undo undo(Undo first, Undo second) {
    List<String> sql = new ArrayList<>();
    if (second instanceof Undo.Sql it) sql.addAll(it.sql());
    if (first instanceof Undo.Sql it) sql.addAll(it.sql());
    return sql.isEmpty()
        ? new Undo.Nothing()
        : new Undo.Sql(sql, List.of(), Mode.IN_TRANSACTION, null);
  }
}
