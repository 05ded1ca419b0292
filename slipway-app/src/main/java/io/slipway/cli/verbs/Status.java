package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.cli.settings.Durations;
import io.slipway.cli.work.Pending;
import io.slipway.cli.work.Pending.Line;
import io.slipway.cli.work.Pending.State;
import io.slipway.cli.work.Workbench;
import io.slipway.engine.EngineStatus;
import io.slipway.event.Event;
import io.slipway.migration.Migration;
import io.slipway.state.History;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code slipway status}. */
@Command(name = "status", aliases = "info")
final class Status implements Verb {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public Page page() {
    return new Page(
        "what is applied, what is pending, what is under way",
        List.of("Holds the folder against the history in the database. Times are UTC."),
        List.of(
            new Page.Example("slipway status", "for people"),
            new Page.Example("slipway status --exit-code", "ends with 3 when something is pending"),
            new Page.Example("slipway status --format json", "for scripts")),
        "Nothing. The database is only read; nothing is installed in it.",
        List.of(ExitCode.DONE, ExitCode.CHANGES_PENDING, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Workbench bench = session.workbench();
    EngineStatus status = bench.engine(Event.Listener.NONE).status();
    List<Line> lines = new Pending(bench.migrations(), status).lines();
    boolean pending = lines.stream().anyMatch(Status::isPending);
    boolean tells = session.settings().exitCode() && pending;
    return Answer.of(
        tells ? ExitCode.CHANGES_PENDING : ExitCode.DONE,
        out -> text(out, lines, status, session.settings().paint()),
        json -> json(json, lines, status));
  }

  private static boolean isPending(Line line) {
    return line.state() == State.PENDING || line.state() == State.OUT_OF_ORDER;
  }

  private static void text(PrintWriter out, List<Line> lines, EngineStatus status, Paint paint) {
    var table = new TextTable().row("version", "description", "state", "applied", "took");
    for (Line line : lines) {
      History.Row applied = line.applied();
      table.row(
          version(line),
          description(line),
          painted(state(line, status), paint),
          applied == null ? "" : AT.format(applied.at()),
          applied == null ? "" : Durations.show(applied.took()));
    }
    table.print(out, "", paint);
    status.deployedVersion().ifPresent(it -> out.println("\nDeployed application: " + it));
    status.runner().ifPresent(it -> out.println("\nAt work now: " + it));
    long pending = lines.stream().filter(Status::isPending).count();
    out.println("\n" + (pending == 0 ? "Nothing is pending." : pending + " pending."));
  }

  private static String painted(String state, Paint paint) {
    return switch (state) {
      case "applied" -> paint.green(state);
      case "changed", "missing", "failed" -> paint.red(state);
      default -> paint.yellow(state);
    };
  }

  /** A run that has begun says more than the history, which hears of it only at its end. */
  private static String state(Line line, EngineStatus status) {
    Migration migration = line.migration();
    if (migration != null && isPending(line)) {
      Optional<EngineStatus.RunStatus> begun = run(status, migration.id());
      if (begun.isPresent()) {
        return begun.get().run().status().text().replace('_', ' ')
            + " (run "
            + begun.get().run().id()
            + ")";
      }
    }
    return line.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Optional<EngineStatus.RunStatus> run(EngineStatus status, String migration) {
    return status.runs().stream()
        .filter(it -> it.run().migration().equals(migration) && !it.run().status().isOver())
        .reduce((earlier, later) -> later);
  }

  private static String version(Line line) {
    Migration migration = line.migration();
    if (migration != null) return migration.version() == null ? "" : migration.version() + "";
    return line.applied() == null ? "" : String.valueOf(line.applied().entry().version());
  }

  private static String description(Line line) {
    Migration migration = line.migration();
    if (migration != null) return migration.description();
    return line.applied() == null ? "" : line.applied().entry().description();
  }

  private static void json(JsonGenerator json, List<Line> lines, EngineStatus status)
      throws IOException {
    json.writeBooleanField("installed", status.installed());
    json.writeStringField("deployedVersion", status.deployedVersion().orElse(null));
    json.writeStringField("runner", status.runner().orElse(null));
    json.writeNumberField("pending", lines.stream().filter(Status::isPending).count());
    json.writeArrayFieldStart("migrations");
    for (Line line : lines) {
      json.writeStartObject();
      json.writeStringField("version", version(line).isEmpty() ? null : version(line));
      json.writeStringField("description", description(line));
      json.writeStringField("state", line.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("file", line.migration() == null ? null : line.migration().file());
      applied(json, line.applied());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("runs");
    RunsJson.write(json, status.runs());
  }

  private static void applied(JsonGenerator json, History.@Nullable Row applied)
      throws IOException {
    if (applied == null) return;
    json.writeStringField("appliedAt", applied.at().toString());
    json.writeNumberField("tookMs", applied.took().toMillis());
    json.writeStringField("by", applied.by());
  }
}
