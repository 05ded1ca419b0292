package io.slipway.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.analysis.Severity;
import io.slipway.cli.output.Format;
import java.io.IOException;
import java.io.PrintWriter;

/** GitLab's code quality report, for {@code artifacts:reports:codequality}. */
final class GitlabFormat implements LintFormat {
  @Override
  public Format format() {
    return Format.GITLAB;
  }

  @Override
  public void write(PrintWriter out, LintReport report) {
    Documents.write(
        out,
        json -> {
          json.writeStartArray();
          for (Placed placed : report.placed()) issue(json, placed);
          json.writeEndArray();
        });
  }

  private static void issue(JsonGenerator json, Placed placed) throws IOException {
    json.writeStartObject();
    json.writeStringField("description", placed.advice());
    json.writeStringField("check_name", placed.finding().rule());
    json.writeStringField("fingerprint", placed.fingerprint());
    json.writeStringField("severity", severity(placed.finding().severity()));
    json.writeObjectFieldStart("location");
    json.writeStringField("path", placed.path());
    json.writeObjectFieldStart("lines");
    json.writeNumberField("begin", placed.finding().line());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "major";
      case INFO -> "info";
    };
  }
}
