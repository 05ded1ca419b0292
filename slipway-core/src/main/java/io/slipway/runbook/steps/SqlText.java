package io.slipway.runbook.steps;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Step;
import io.slipway.sql.Change;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The SQL of a step. */
final class SqlText {
  private SqlText() {}

  static String of(Step step) throws IOException {
    if (step.body().has("text")) return step.body().text("text");
    Path file = step.resolve(step.body().text("file"));
    if (!Files.isRegularFile(file)) {
      throw problem(step, "there is no file " + file, "Correct the name.");
    }
    return Files.readString(file);
  }

  /**
   * @throws SlipwayException if a statement cannot be run as part of a step
   */
  static List<Statement> statements(Step step, String text, SqlParser parser) {
    Script script = parser.parse(step.name(), text);
    for (Statement it : script.statements()) refuse(step, it);
    if (script.statements().isEmpty()) throw problem(step, "there is no statement", "Write one.");
    return script.statements();
  }

  private static void refuse(Step step, Statement it) {
    String line = "line " + it.span().line() + ": ";
    switch (it.change()) {
      case Change.Unparsable bad ->
          throw problem(step, line + bad.message(), "Correct the statement.");
      case Change.Transaction bad ->
          throw problem(
              step,
              line + bad.command() + " stands in the way of the step's own transaction",
              "Leave it out: a step is one transaction.");
      case Change.PsqlCommand bad ->
          throw problem(
              step, line + "only psql knows \\" + bad.command(), "Write SQL, or a command step.");
      default -> {
        if (it.copyData() != null) {
          throw problem(step, line + "COPY FROM STDIN has no data here", "Use INSERT.");
        }
      }
    }
  }

  static SlipwayException problem(Step step, String what, String next) {
    return new SlipwayException(
        Problem.of(
            "RUNBOOK-8",
            Problem.Kind.USAGE,
            "step " + step.id() + ", " + step.name() + ": " + what,
            "Nothing of it was done.",
            next));
  }

  /** Its first line, so long as it fits. */
  static String head(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= 100 ? line : line.substring(0, 99) + "…";
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
