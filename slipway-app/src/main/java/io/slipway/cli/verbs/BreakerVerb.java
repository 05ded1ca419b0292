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
import io.slipway.cli.settings.Durations;
import io.slipway.event.Event;
import io.slipway.state.Breakers;
import io.slipway.state.Breakers.BreakerRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway breaker}. */
@Command(name = "breaker", aliases = "breakers")
final class BreakerVerb implements Verb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "list (default), close or open.")
  String action = "list";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The breaker: migration_executor, unless it is another.")
  String name = "migration_executor";

  @Override
  public Page page() {
    return new Page(
        "the circuit breaker: no new run while runs keep failing",
        List.of(
            "After several failures in a row no run starts until a timeout has passed; then one is"
                + " let through to try. `close` says that the cause is gone; `open` keeps every run"
                + " out until the timeout. The same as UPDATE _migration_circuit_breakers SET state"
                + " = 'closed', failure_count = 0."),
        List.of(
            new Page.Example("slipway breaker", "the state of every breaker"),
            new Page.Example("slipway breaker close", "let runs start again"),
            new Page.Example("slipway breaker open", "keep runs out for a while")),
        "One row of _migration_circuit_breakers, with close and open.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    return session
        .workbench()
        .engine(Event.Listener.NONE)
        .onState((sql, schema) -> answer(new Breakers(sql, schema), session.settings().paint()));
  }

  private Answer answer(Breakers breakers, Paint paint) {
    boolean isThere =
        switch (action) {
          case "list" -> true;
          case "close" -> breakers.close(name);
          case "open" -> breakers.open(name);
          default ->
              throw Problems.usage(
                  "CLI-52", "a breaker cannot be told to " + action, "Say list, close or open.");
        };
    List<BreakerRow> all = breakers.all();
    if (!isThere) {
      throw Problems.usage(
          "CLI-53",
          "there is no breaker " + name,
          "There is: " + String.join(", ", all.stream().map(BreakerRow::name).toList()) + ".");
    }
    return Answer.of(
        ExitCode.DONE,
        out -> text(out, all, paint),
        json -> {
          json.writeArrayFieldStart("breakers");
          for (BreakerRow it : all) write(it, json);
          json.writeEndArray();
        });
  }

  private static void text(PrintWriter out, List<BreakerRow> all, Paint paint) {
    var table =
        new TextTable().row("breaker", "state", "failures", "opens at", "timeout", "opened");
    for (BreakerRow it : all) {
      table.row(
          it.name(),
          it.state().replace('_', ' '),
          "" + it.failures(),
          "" + it.threshold(),
          Durations.show(it.timeout()),
          it.openedAt() == null ? "-" : it.openedAt().toString());
    }
    table.print(out, "", paint);
  }

  private static void write(BreakerRow it, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", it.name());
    json.writeStringField("state", it.state());
    json.writeNumberField("failureCount", it.failures());
    json.writeNumberField("threshold", it.threshold());
    json.writeNumberField("timeoutSeconds", it.timeout().toSeconds());
    json.writeStringField("openedAt", it.openedAt() == null ? null : it.openedAt().toString());
    json.writeEndObject();
  }
}
