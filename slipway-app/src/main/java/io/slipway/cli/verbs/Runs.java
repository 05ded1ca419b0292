package io.slipway.cli.verbs;

import io.slipway.cli.Problems;
import io.slipway.engine.EngineStatus;
import io.slipway.engine.EngineStatus.RunStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the run a person means. */
final class Runs {
  private Runs() {}

  /** The named one, by its id or its migration; without a name the only one that is not over. */
  static RunStatus open(EngineStatus status, @Nullable String name) {
    if (name != null) return named(status, name);
    List<RunStatus> open =
        status.runs().stream().filter(it -> !it.run().status().isOver()).toList();
    if (open.size() == 1) return open.getFirst();
    if (open.isEmpty()) {
      throw Problems.usage(
          "CLI-40", "no run is under way", "`slipway status` shows what there is.");
    }
    throw Problems.usage("CLI-41", "several runs are under way: " + ids(open), "Name one of them.");
  }

  static RunStatus named(EngineStatus status, String name) {
    return status.runs().stream()
        .filter(it -> it.run().id().equals(name) || it.run().migration().equals(name))
        .reduce(
            (earlier, later) ->
                later.run().startedAt().isBefore(earlier.run().startedAt()) ? earlier : later)
        .orElseThrow(
            () ->
                Problems.usage(
                    "CLI-42", "there is no run " + name, "`slipway status` shows what there is."));
  }

  private static String ids(List<RunStatus> runs) {
    return runs.stream()
        .map(it -> it.run().id() + " of " + it.run().migration())
        .collect(Collectors.joining(", "));
  }
}
