package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.engine.Leftover;
import io.slipway.event.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code slipway doctor}. */
@Command(name = "doctor")
final class DoctorVerb implements Verb {
  @Override
  public Page page() {
    return new Page(
        "what changes have left behind in the database",
        List.of(
            "Runs that nobody goes on with; triggers, functions and schemas of Slipway that no"
                + " unfinished run needs; rows kept aside; INVALID indexes and NOT VALID"
                + " constraints, whoever made them. With each comes the command or the SQL that"
                + " puts it right. What a run that waits at a gate still needs is not listed."),
        List.of(
            new Page.Example("slipway doctor", "look, and exit with 5 where something is found"),
            new Page.Example("slipway doctor --format json", "for a monitor"),
            new Page.Example(
                "slipway doctor --database postgres://ops@db/shop", "of another database")),
        "Nothing: its transactions are read-only.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.FINDINGS, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    List<Leftover> found = session.workbench().engine(Event.Listener.NONE).examine();
    return Answer.of(
        found.isEmpty() ? ExitCode.DONE : ExitCode.FINDINGS,
        out -> text(out, found),
        json -> write(json, found));
  }

  private static void text(PrintWriter out, List<Leftover> found) {
    if (found.isEmpty()) {
      out.println("Nothing is left behind.");
      return;
    }
    for (Leftover it : found) {
      out.println(it.kind().text() + " " + it.name() + ": " + it.what());
      out.println("    " + it.remedy());
    }
    out.println();
    out.println(found.size() + " found. Nothing was changed.");
  }

  private static void write(JsonGenerator json, List<Leftover> found) throws IOException {
    json.writeArrayFieldStart("leftovers");
    for (Leftover it : found) {
      json.writeStartObject();
      json.writeStringField("kind", it.kind().text());
      json.writeStringField("name", it.name());
      json.writeStringField("what", it.what());
      json.writeStringField("remedy", it.remedy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
