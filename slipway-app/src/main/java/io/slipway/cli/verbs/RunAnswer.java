package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Interruption;
import io.slipway.cli.output.Paint;
import io.slipway.cli.settings.Durations;
import io.slipway.engine.RunResult;
import io.slipway.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one or several runs ended: the exit code, and what to do next. */
final class RunAnswer {
  private final List<Ended> ended = new ArrayList<>();
  private final Interruption interruption;
  private final Paint paint;

  /** A run of a migration. */
  private record Ended(String migration, RunResult result) {}

  RunAnswer(Interruption interruption, Paint paint) {
    this.interruption = interruption;
    this.paint = paint;
  }

  /** Returns whether the next run may begin. */
  boolean add(String migration, RunResult result) {
    ended.add(new Ended(migration, result));
    return result instanceof RunResult.Completed || result instanceof RunResult.RolledBack;
  }

  Answer answer() {
    return new Answer(exit(), this::text, this::json, problem());
  }

  private @Nullable RunResult last() {
    return ended.isEmpty() ? null : ended.getLast().result();
  }

  private ExitCode exit() {
    RunResult last = last();
    return last == null ? ExitCode.DONE : exit(last);
  }

  private ExitCode exit(RunResult result) {
    return switch (result) {
      case RunResult.Completed ignored -> ExitCode.DONE;
      case RunResult.RolledBack ignored -> ExitCode.DONE;
      case RunResult.WaitingAtGate ignored -> ExitCode.WAITING_AT_GATE;
      case RunResult.Paused ignored -> ExitCode.WAITING_AT_GATE;
      case RunResult.Cancelled ignored -> ExitCode.FAILED_DIRTY;
      case RunResult.Interrupted ignored -> interruption.heard().orElse(ExitCode.RETRYABLE);
      case RunResult.Failed failed -> ExitCode.of(failed.problem().kind());
    };
  }

  private @Nullable Problem problem() {
    return last() instanceof RunResult.Failed failed ? failed.problem() : null;
  }

  private void text(PrintWriter out) {
    if (ended.isEmpty()) out.println("Nothing is pending.");
    for (Ended it : ended) out.println(line(it.migration(), it.result()));
  }

  private String line(String migration, RunResult result) {
    String run = " (run " + result.run() + ")";
    return switch (result) {
      case RunResult.Completed it when it.alreadyDone() -> migration + ": was complete" + run;
      case RunResult.Completed it ->
          paint.green(migration + ": complete")
              + " in "
              + Durations.show(it.took())
              + ", the application waited "
              + Durations.show(it.longestWait())
              + " at most"
              + run;
      case RunResult.WaitingAtGate it ->
          paint.yellow(migration + ": waiting")
              + run
              + ": "
              + it.because()
              + (it.version() == null ? "" : ", then: slipway migrate");
      case RunResult.Paused it ->
          paint.yellow(migration + ": paused") + run + ". Go on with: slipway resume " + it.run();
      case RunResult.Cancelled it ->
          paint.yellow(migration + ": cancelled")
              + run
              + ". Take it back with: slipway rollback "
              + it.run();
      case RunResult.Interrupted it ->
          paint.yellow(migration + ": interrupted")
              + run
              + ", nothing is held. Go on with: slipway resume "
              + it.run();
      case RunResult.Failed ignored -> paint.red(migration + ": failed") + run;
      case RunResult.RolledBack it ->
          paint.green(migration + ": taken back")
              + run
              + ", "
              + it.steps()
              + (it.steps() == 1 ? " step" : " steps")
              + (it.whole() ? ", nothing of it is left" : "");
    };
  }

  private void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("runs");
    for (Ended it : ended) {
      json.writeStartObject();
      json.writeStringField("migration", it.migration());
      json.writeStringField("run", it.result().run());
      fields(json, it.result());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void fields(JsonGenerator json, RunResult result) throws IOException {
    switch (result) {
      case RunResult.Completed it -> {
        json.writeStringField("status", "completed");
        json.writeBooleanField("alreadyDone", it.alreadyDone());
        json.writeNumberField("tookMs", it.took().toMillis());
        json.writeNumberField("longestWaitMs", it.longestWait().toMillis());
      }
      case RunResult.WaitingAtGate it -> {
        json.writeStringField("status", "waiting");
        json.writeStringField("step", it.step());
        json.writeStringField("version", it.version());
        json.writeStringField("because", it.because());
      }
      case RunResult.RolledBack it -> {
        json.writeStringField("status", "rolled-back");
        json.writeNumberField("steps", it.steps());
        json.writeBooleanField("whole", it.whole());
      }
      case RunResult.Paused ignored -> json.writeStringField("status", "paused");
      case RunResult.Cancelled ignored -> json.writeStringField("status", "cancelled");
      case RunResult.Interrupted ignored -> json.writeStringField("status", "interrupted");
      case RunResult.Failed ignored -> json.writeStringField("status", "failed");
    }
  }
}
