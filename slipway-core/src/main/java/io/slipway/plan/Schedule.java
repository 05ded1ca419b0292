package io.slipway.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the drafts' steps into phases. Statements on different tables share their phases; one on a
 * table that an earlier statement is still changing waits for all its phases. A contract phase that
 * nothing waits for comes last.
 */
final class Schedule {
  /** A phase without ids and locks. */
  record Stage(String name, String objective, List<Entry> entries) {}

  /** One step, with the draft it is from. */
  record Entry(Draft draft, Step step) {}

  private final List<Draft> drafts;
  private final Map<Draft, Integer> rounds = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();

  private Schedule(List<Draft> drafts) {
    this.drafts = drafts;
  }

  static List<Stage> of(List<Draft> drafts) {
    Schedule schedule = new Schedule(drafts);
    for (int i = 0; i < drafts.size(); i++) schedule.place(i);
    int last = schedule.rounds.values().stream().mapToInt(it -> it).max().orElse(0);
    for (int round = 1; round <= last; round++) schedule.stages(round, last);
    return schedule.stages;
  }

  private void place(int index) {
    Draft draft = drafts.get(index);
    int round = 1;
    for (Draft earlier : drafts.subList(0, index)) {
      if (!draft.conflictsWith(earlier)) continue;
      round = Math.max(round, rounds.getOrDefault(earlier, 1) + (earlier.takesPhases() ? 1 : 0));
    }
    rounds.put(draft, round);
  }

  private void stages(int round, int last) {
    List<Entry> expand = new ArrayList<>();
    List<Entry> migrate = new ArrayList<>();
    List<Entry> contract = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      if (rounds.getOrDefault(draft, 1) == round) {
        draft.proposal().expand().forEach(it -> expand.add(new Entry(draft, it)));
        draft.proposal().migrate().forEach(it -> migrate.add(new Entry(draft, it)));
      }
      if (contractRound(i, last) == round) {
        draft.proposal().contract().forEach(it -> contract.add(new Entry(draft, it)));
      }
    }
    add("expand", "put what is new beside what is there", expand);
    add("migrate", "bring the rows over and prove them", migrate);
    add("contract", "take away what nobody uses any more", contract);
  }

  private int contractRound(int index, int last) {
    Draft draft = drafts.get(index);
    boolean awaited =
        drafts.subList(index + 1, drafts.size()).stream().anyMatch(draft::conflictsWith);
    return awaited ? rounds.getOrDefault(draft, 1) : last;
  }

  private void add(String name, String objective, List<Entry> entries) {
    if (entries.isEmpty()) return;
    int time = used.merge(name, 1, Integer::sum);
    stages.add(new Stage(time == 1 ? name : name + "-" + time, objective, List.copyOf(entries)));
  }
}
