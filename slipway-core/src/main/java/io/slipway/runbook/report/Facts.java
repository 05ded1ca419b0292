package io.slipway.runbook.report;

import io.slipway.runbook.run.RunbookRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every report says first. */
final class Facts {
  private Facts() {}

  /** Pairs of a name and a value. */
  static List<List<String>> of(RunbookRun run) {
    List<List<String>> facts = new ArrayList<>();
    add(facts, "status", run.status().text());
    add(facts, "because", run.because());
    add(facts, "way back", run.wayBack());
    add(facts, "environment", run.selection().environment());
    add(facts, "file", run.file().toString());
    add(facts, "plan", run.planHash());
    add(facts, "begun by", run.createdBy());
    add(facts, "begun", run.createdAt().toString());
    add(facts, "ended", run.endedAt() == null ? null : run.endedAt().toString());
    return facts;
  }

  private static void add(List<List<String>> facts, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) facts.add(List.of(name, value));
  }
}
