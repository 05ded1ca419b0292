package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Interruption;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.problem.Problem;
import io.slipway.runbook.run.Ended;
import io.slipway.runbook.run.RunbookPlan;
import io.slipway.runbook.run.RunbookRun;
import java.io.IOException;
import java.util.List;

/** What {@code slipway runbook} says, for people and for programs. */
final class RunbookAnswers {
  private RunbookAnswers() {}

  static Answer plan(RunbookPlan plan) {
    return Answer.of(
        ExitCode.DONE,
        out -> {
          out.print(plan.text());
          out.println("\nplan " + plan.hash());
        },
        json -> {
          json.writeStringField("plan", plan.text());
          json.writeStringField("hash", plan.hash());
        });
  }

  static Answer ended(Ended ended, Interruption interruption) {
    return new Answer(
        exit(ended, interruption),
        out -> {
          String because = ended.because().isEmpty() ? "" : ": " + ended.because();
          out.println("run " + ended.runId() + " is " + words(ended) + because);
          if (!ended.next().isEmpty() && ended.problem() == null) {
            out.println("Go on with: " + ended.next());
          }
        },
        json -> {
          json.writeStringField("run", ended.runId());
          json.writeStringField("status", ended.status().text());
          json.writeStringField("because", ended.because());
          json.writeStringField("next", ended.next());
        },
        ended.problem());
  }

  private static String words(Ended ended) {
    return ended.status().text().replace('_', ' ');
  }

  private static ExitCode exit(Ended ended, Interruption interruption) {
    Problem problem = ended.problem();
    if (problem != null) return ExitCode.of(problem.kind());
    return switch (ended.status()) {
      case COMPLETED, ROLLED_BACK -> ExitCode.DONE;
      case WAITING, PAUSED -> ExitCode.WAITING_AT_GATE;
      case INTERRUPTED -> interruption.heard().orElse(ExitCode.RETRYABLE);
      case ABORTED, FAILED, RUNNING, ROLLING_BACK -> ExitCode.FAILED_DIRTY;
    };
  }

  static Answer list(List<RunbookRun> runs, Paint paint) {
    return Answer.of(
        ExitCode.DONE,
        out -> {
          if (runs.isEmpty()) {
            out.println("No runbook was run.");
            return;
          }
          var table = new TextTable().row("run", "runbook", "status", "begun", "by", "because");
          for (RunbookRun it : runs) {
            table.row(
                it.id(),
                it.runbook(),
                it.status().text(),
                it.createdAt().toString(),
                it.createdBy(),
                it.because() == null ? "" : it.because());
          }
          table.print(out, "", paint);
        },
        json -> {
          json.writeArrayFieldStart("runs");
          for (RunbookRun it : runs) write(it, json);
          json.writeEndArray();
        });
  }

  static Answer run(RunbookRun run) {
    return Answer.of(
        ExitCode.DONE,
        out -> {
          boolean waits = !run.status().isOver();
          String how = waits ? " was asked to stop" : " is " + run.status().text();
          out.println("run " + run.id() + how);
        },
        json -> {
          json.writeFieldName("run");
          write(run, json);
        });
  }

  private static void write(RunbookRun it, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("run", it.id());
    json.writeStringField("runbook", it.runbook());
    json.writeStringField("status", it.status().text());
    json.writeStringField("because", it.because());
    json.writeStringField("plan", it.planHash());
    json.writeStringField("begun", it.createdAt().toString());
    json.writeEndObject();
  }
}
