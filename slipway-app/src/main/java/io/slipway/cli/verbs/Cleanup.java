package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.cli.work.Watched;
import io.slipway.engine.RollbackOptions;
import io.slipway.event.Event;
import io.slipway.state.KeptSchemas;
import io.slipway.state.KeptSchemas.Kept;
import io.slipway.state.Run;
import io.slipway.state.RunStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway cleanup}. */
@Command(name = "cleanup")
final class Cleanup implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A cancelled or failed run: what it left half-way is taken back.")
  @Nullable String name;

  @Option(
      names = "--drop-kept",
      paramLabel = "DAYS",
      description = "Drop what rollbacks kept aside, where it is older than this many days.")
  @Nullable Integer days;

  @Override
  public Page page() {
    return new Page(
        "take away what runs have left behind",
        List.of(
            "With a run: the steps it had done before it was cancelled or failed are taken back,"
                + " as by `slipway rollback`. Without: lists the schemas in which `rollback"
                + " --keep-data` put tables aside; --drop-kept drops the old ones, for good."),
        List.of(
            new Page.Example("slipway cleanup", "what is kept aside, how old and how big"),
            new Page.Example("slipway cleanup 7F3K", "what a cancelled run left half-way"),
            new Page.Example("slipway cleanup --drop-kept 7", "what is kept for over a week")),
        "What the undo of a run says, or schemas that --drop-kept names.",
        List.of(
            ExitCode.DONE,
            ExitCode.USAGE,
            ExitCode.VALIDATION,
            ExitCode.FAILED_CLEAN,
            ExitCode.FAILED_DIRTY,
            ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) throws IOException {
    return name == null ? kept(session) : takenBack(session, name);
  }

  private static Answer takenBack(Session session, String name) throws IOException {
    Watched watched = new Watched(session);
    Run run = Runs.named(watched.engine().status(), name).run();
    if (run.status() == RunStatus.COMPLETED || run.status() == RunStatus.ROLLED_BACK) {
      throw Problems.usage(
          "CLI-56",
          "run " + run.id() + " left nothing half-way: it is " + run.status().text(),
          "To take a completed one back: slipway rollback " + run.id());
    }
    Question.ask(session, "Take back what run " + run.id() + " has done?");
    RunAnswer answer = new RunAnswer(session.interruption(), session.settings().paint());
    answer.add(run.migration(), watched.engine().rollback(run.id(), RollbackOptions.ALL));
    return answer.answer();
  }

  private Answer kept(Session session) throws IOException {
    var engine = session.workbench().engine(Event.Listener.NONE);
    List<Kept> all = engine.onState((sql, schema) -> new KeptSchemas(sql, schema).all());
    List<Kept> old =
        days == null ? List.of() : all.stream().filter(it -> it.isOlder(days)).toList();
    if (!old.isEmpty()) {
      String names = String.join(", ", old.stream().map(Kept::schema).toList());
      Question.ask(session, "Drop " + names + " with all rows in them?");
      engine.onState(
          (sql, schema) -> {
            old.forEach(new KeptSchemas(sql, schema)::drop);
            return true;
          });
    }
    return Answer.of(
        ExitCode.DONE,
        out -> text(out, all, old, session.settings().paint()),
        json -> {
          json.writeArrayFieldStart("kept");
          for (Kept it : all) {
            json.writeStartObject();
            json.writeStringField("schema", it.schema());
            json.writeStringField("run", it.run());
            json.writeNumberField("bytes", it.bytes());
            json.writeNumberField("days", it.days());
            json.writeBooleanField("dropped", old.contains(it));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void text(PrintWriter out, List<Kept> all, List<Kept> dropped, Paint paint) {
    if (all.isEmpty()) {
      out.println("Nothing is kept aside.");
      return;
    }
    var table = new TextTable().row("schema", "tables", "size", "age", "");
    for (Kept it : all) {
      table.row(
          it.schema(),
          "" + it.tables(),
          String.format(java.util.Locale.ROOT, "%.1f MB", it.bytes() / 1e6),
          it.days() < 0 ? "unknown" : it.days() + " days",
          dropped.contains(it) ? "dropped" : "");
    }
    table.print(out, "", paint);
  }
}
