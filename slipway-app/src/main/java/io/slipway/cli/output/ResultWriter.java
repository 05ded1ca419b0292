package io.slipway.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.slipway.cli.Answer;
import io.slipway.cli.Version;
import io.slipway.event.Event;
import io.slipway.problem.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes the one result of a command to standard output, in the format that was asked for. */
public final class ResultWriter {
  private static final int SCHEMA_VERSION = 1;
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final PrintStream out;
  private final Format format;

  public ResultWriter(PrintStream out, Format format) {
    this.out = out;
    this.format = format;
  }

  /**
   * What the document says before the verb does.
   *
   * @param operation the verb
   * @param database as people may see it; null where none was used
   */
  public record Header(
      String operation, @Nullable String database, Instant startedAt, Instant finishedAt) {}

  public void write(Header header, Answer answer) {
    if (format.isJson()) {
      line(format == Format.JSON, json -> document(json, header, answer));
    } else {
      var text = new PrintWriter(out, false, StandardCharsets.UTF_8);
      answer.text().accept(text);
      text.flush();
    }
    out.flush();
  }

  /** One line, at once: a reader at the other end of a pipe follows the run. */
  public synchronized void event(Event event) {
    line(false, json -> EventJson.write(json, event));
    out.flush();
  }

  private void line(boolean pretty, JsonFields fields) {
    var buffer = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(buffer)) {
      if (pretty) json.setPrettyPrinter(indented());
      fields.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.writeBytes((buffer + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static DefaultPrettyPrinter indented() {
    var printer = new DefaultPrettyPrinter();
    var newline = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(newline);
    printer.indentObjectsWith(newline);
    return printer;
  }

  private void document(JsonGenerator json, Header header, Answer answer) throws IOException {
    json.writeStartObject();
    if (format == Format.NDJSON) json.writeStringField("type", "result");
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("tool", "slipway");
    json.writeStringField("version", Version.text());
    json.writeStringField("operation", header.operation());
    json.writeBooleanField("success", answer.exit().isSuccess());
    json.writeNumberField("exitCode", answer.exit().number());
    json.writeStringField("database", header.database());
    json.writeStringField("startedAt", header.startedAt().truncatedTo(ChronoUnit.MILLIS) + "");
    json.writeNumberField(
        "durationMs", Duration.between(header.startedAt(), header.finishedAt()).toMillis());
    answer.json().write(json);
    json.writeFieldName("error");
    error(json, answer.problem());
    json.writeEndObject();
  }

  private static void error(JsonGenerator json, @Nullable Problem problem) throws IOException {
    if (problem == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("code", problem.code());
    json.writeStringField("message", (problem.what() + ". " + problem.state()).strip());
    json.writeStringField("sqlState", problem.sqlState());
    json.writeStringField("file", problem.file());
    json.writeNumberField("line", problem.line());
    json.writeStringField("hint", problem.next());
    json.writeEndObject();
  }
}
