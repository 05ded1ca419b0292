package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.check.Result;
import io.slipway.check.Status;
import io.slipway.check.Verdict;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Counted;
import io.slipway.cli.output.Format;
import io.slipway.cli.output.JunitXml;
import io.slipway.cli.output.Paint;
import io.slipway.cli.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Results of checks, for people and for programs.
 *
 * @param accepted a person has accepted the warnings
 */
record ValidateAnswer(List<Result> results, boolean accepted, ExitCode exit) {
  ValidateAnswer {
    results = List.copyOf(results);
  }

  Answer in(Settings settings) {
    return Answer.of(
        exit,
        settings.format() == Format.JUNIT ? this::junit : out -> text(out, settings.paint()),
        this::json);
  }

  private void text(PrintWriter out, Paint paint) {
    for (Result it : results) {
      Verdict verdict = it.verdict();
      out.println(
          mark(it, paint) + "  " + it.check() + ": " + verdict.seen() + limit(verdict, paint));
      if (verdict.status() == Status.PASS) continue;
      verdict.samples().forEach(sample -> out.println("        " + sample));
      if (!verdict.next().isEmpty()) out.println("      → " + verdict.next());
    }
    long stop = results.stream().filter(Result::stops).count();
    long warn = results.stream().filter(Result::warns).count();
    String how = warn == 0 ? "" : accepted ? " (accepted)" : " (go on with --accept-warnings)";
    out.println(
        "%s: %d failed, %s%s."
            .formatted(
                Counted.of(results.size(), "check"), stop, Counted.of(warn, "warning"), how));
  }

  private static String limit(Verdict verdict, Paint paint) {
    if (verdict.limit().isEmpty() || verdict.limit().equals(verdict.seen())) return "";
    return paint.faint(" (must be: " + verdict.limit() + ")");
  }

  private static String mark(Result it, Paint paint) {
    return switch (it.verdict().status()) {
      case PASS -> paint.green("PASS");
      case WARN -> paint.yellow("WARN");
      case FAIL -> it.stops() ? paint.red("FAIL") : paint.yellow("FAIL");
    };
  }

  /** What stops the exit code stops a build: warnings too, until they are accepted. */
  private void junit(PrintWriter out) {
    List<JunitXml.Case> cases = results.stream().map(this::testCase).toList();
    JunitXml.write(out, "slipway validate", List.of(new JunitXml.Suite("slipway validate", cases)));
  }

  private JunitXml.Case testCase(Result it) {
    Verdict verdict = it.verdict();
    boolean fails = it.stops() || it.warns() && !accepted;
    String says =
        "%s: %s; must be: %s\n%s\n%s"
            .formatted(
                verdict.status(),
                verdict.seen(),
                verdict.limit(),
                String.join("\n", verdict.samples()),
                verdict.next())
            .strip();
    return new JunitXml.Case(
        it.check(),
        "slipway.validate",
        fails ? new JunitXml.Failure(it.severity().name(), verdict.seen()) : null,
        says);
  }

  private void json(JsonGenerator json) throws IOException {
    json.writeBooleanField("warningsAccepted", accepted);
    json.writeArrayFieldStart("checks");
    for (Result it : results) write(json, it);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Result it) throws IOException {
    Verdict verdict = it.verdict();
    json.writeStartObject();
    json.writeStringField("check", it.check());
    json.writeStringField("severity", it.severity().name());
    json.writeStringField("status", verdict.status().name());
    json.writeStringField("seen", verdict.seen());
    json.writeStringField("limit", verdict.limit());
    json.writeStringField("next", verdict.next());
    json.writeNumberField("affected", verdict.affected());
    json.writeFieldName("samples");
    Json.texts(json, verdict.samples());
    json.writeEndObject();
  }
}
