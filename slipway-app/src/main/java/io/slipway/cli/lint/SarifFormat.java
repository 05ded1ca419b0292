package io.slipway.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.analysis.Finding;
import io.slipway.analysis.Severity;
import io.slipway.analysis.rules.Rules;
import io.slipway.cli.Version;
import io.slipway.cli.output.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * SARIF 2.1.0, as code scanning services read it.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">The standard</a>
 */
final class SarifFormat implements LintFormat {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  @Override
  public Format format() {
    return Format.SARIF;
  }

  @Override
  public void write(PrintWriter out, LintReport report) {
    Documents.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("$schema", SCHEMA);
          json.writeStringField("version", "2.1.0");
          json.writeArrayFieldStart("runs");
          run(json, report);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void run(JsonGenerator json, LintReport report) throws IOException {
    List<String> rules =
        report.placed().stream().map(it -> it.finding().rule()).distinct().sorted().toList();
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "slipway");
    json.writeStringField("version", Version.text());
    json.writeArrayFieldStart("rules");
    for (String rule : rules) rule(json, rule);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeArrayFieldStart("results");
    for (Placed placed : report.placed()) result(json, placed, rules);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, String slug) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", slug);
    var known = Rules.bySlug(slug);
    if (known.isPresent()) {
      message(json, "shortDescription", known.get().title());
      message(json, "help", "Its page: docs/rules/" + slug + ".md");
      json.writeObjectFieldStart("properties");
      json.writeArrayFieldStart("tags");
      json.writeString(known.get().kind().slug());
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Placed placed, List<String> rules)
      throws IOException {
    Finding finding = placed.finding();
    json.writeStartObject();
    json.writeStringField("ruleId", finding.rule());
    json.writeNumberField("ruleIndex", rules.indexOf(finding.rule()));
    json.writeStringField("level", level(finding.severity()));
    message(json, "message", placed.advice());
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(placed.path()));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", finding.line());
    json.writeNumberField("startColumn", finding.column());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("statement/v1", placed.fingerprint());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void message(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static String uri(String path) {
    try {
      return path.startsWith("/")
          ? new URI("file", "", path, null).toASCIIString()
          : new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      return path;
    }
  }
}
