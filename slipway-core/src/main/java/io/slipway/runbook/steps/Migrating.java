package io.slipway.runbook.steps;

import io.slipway.engine.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs migrations, with everything that guards them. */
public interface Migrating {
  /**
   * @param paths a folder, or files
   * @param target the last version to run; null: all
   */
  record Request(List<Path> paths, @Nullable String target) {
    public Request {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Runs what is pending of them, or goes on with it; the last result is how it ended.
   *
   * @param goesOn asked before each of them
   */
  List<RunResult> forward(Request request, BooleanSupplier goesOn) throws IOException;

  /**
   * Takes back what was run of them since, last first.
   *
   * @param acceptsLoss also where an undo says that it loses data
   */
  List<RunResult> back(Request request, Instant since, boolean acceptsLoss) throws IOException;

  /** Stops what runs, cleanly; may come from any thread. */
  void interrupt();
}
