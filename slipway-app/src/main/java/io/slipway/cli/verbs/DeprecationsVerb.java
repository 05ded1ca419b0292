package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.event.Event;
import io.slipway.state.Deprecations;
import io.slipway.state.Deprecations.Announced;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway deprecations}. */
@Command(name = "deprecations", aliases = "deprecate")
final class DeprecationsVerb implements Verb {
  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE.COLUMN",
      description = "What to deprecate; without it all are listed. TABLE.* is a whole table.")
  @Nullable String what;

  @Option(
      names = "--in",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "Days until it may be removed (default: ${DEFAULT-VALUE}).")
  int days = 30;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it goes.")
  @Nullable String reason;

  @Option(names = "--alternative", paramLabel = "TEXT", description = "What to use instead.")
  @Nullable String alternative;

  @Option(names = "--withdraw", description = "It stays after all.")
  boolean withdraw;

  @Override
  public Page page() {
    return new Page(
        "what is to be removed, when, and whether it can be",
        List.of(
            "A plan that drops a column or a table enters it here by itself. `safe` says that the"
                + " date has passed and no view, policy, trigger, publication or foreign key"
                + " depends on it; what queries ask for the catalog does not know."),
        List.of(
            new Page.Example("slipway deprecations", "all, the next to go first"),
            new Page.Example(
                "slipway deprecations users.fax --in 60 --alternative phone", "announce one"),
            new Page.Example("slipway deprecations users.fax --withdraw", "keep it")),
        "One row of _migration_deprecations, where something is named.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Instant now = session.surroundings().clock().instant();
    return session
        .workbench()
        .engine(Event.Listener.NONE)
        .onState(
            (sql, schema) -> {
              Deprecations all = new Deprecations(sql, schema);
              if (what != null) change(all, what);
              return answer(all.all(), now, session.settings().paint());
            });
  }

  private void change(Deprecations all, String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || dot == name.length() - 1) {
      throw Problems.usage("CLI-54", name + " is no column", "Name it as TABLE.COLUMN or TABLE.*");
    }
    String table = name.substring(0, dot);
    String column = name.substring(dot + 1);
    if (!withdraw) {
      all.add(new Deprecations.Notice(table, column, days, reason, alternative));
    } else if (!all.remove(table, column)) {
      throw Problems.usage(
          "CLI-55", name + " is not deprecated", "`slipway deprecations` lists what is.");
    }
  }

  private static Answer answer(List<Announced> all, Instant now, Paint paint) {
    return Answer.of(
        ExitCode.DONE,
        out -> text(out, all, now, paint),
        json -> {
          json.writeArrayFieldStart("deprecations");
          for (Announced it : all) write(it, json);
          json.writeEndArray();
        });
  }

  private static void text(PrintWriter out, List<Announced> all, Instant now, Paint paint) {
    if (all.isEmpty()) {
      out.println("Nothing is deprecated.");
      return;
    }
    var table = new TextTable().row("what", "goes", "safe", "reason", "instead");
    for (Announced it : all) {
      table.row(
          it.table() + "." + it.column(),
          it.removal() == null ? "-" : when(it.removal(), now),
          it.safe() ? "yes" : "no",
          it.reason() == null ? "-" : it.reason(),
          it.alternative() == null ? "-" : it.alternative());
    }
    table.print(out, "", paint);
  }

  private static String when(Instant removal, Instant now) {
    long days = Math.round(Duration.between(now, removal).toHours() / 24.0);
    if (removal.isBefore(now)) return "overdue since " + removal.toString().substring(0, 10);
    return "in " + days + (days == 1 ? " day" : " days");
  }

  private static void write(Announced it, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("table", it.table());
    json.writeStringField("column", it.column());
    json.writeStringField("removalDate", it.removal() == null ? null : it.removal().toString());
    json.writeStringField("reason", it.reason());
    json.writeStringField("alternative", it.alternative());
    json.writeBooleanField("safe", it.safe());
    json.writeEndObject();
  }
}
