package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.demo.Report;
import java.io.IOException;
import java.time.Duration;

/** The demo's numbers as JSON. */
final class DemoJson {
  private DemoJson() {}

  static void write(JsonGenerator json, Report report) throws IOException {
    json.writeNumberField("orders", report.size().orders());
    json.writeNumberField("clients", report.clients());
    json.writeFieldName("baseline");
    way(json, report.baseline());
    json.writeArrayFieldStart("changes");
    for (Report.ChangeReport change : report.changes()) {
      json.writeStartObject();
      json.writeStringField("name", change.name());
      json.writeFieldName("sql");
      Json.texts(json, change.sql());
      json.writeArrayFieldStart("ways");
      for (Report.Way way : change.ways()) way(json, way);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void way(JsonGenerator json, Report.Way way) throws IOException {
    json.writeStartObject();
    json.writeStringField("way", way.way());
    json.writeNumberField("statements", way.statements());
    json.writeNumberField("failed", way.failed());
    json.writeNumberField("retried", way.retried());
    millis(json, "longestWaitMs", way.longestWait());
    millis(json, "p50Ms", way.p50());
    millis(json, "p99Ms", way.p99());
    millis(json, "durationMs", way.duration());
    json.writeNumberField("lostRows", way.lostRows());
    json.writeStringField("problem", way.problem());
    json.writeFieldName("errors");
    Json.texts(json, way.errors());
    json.writeEndObject();
  }

  /** With tenths: a median below a millisecond is not zero. */
  private static void millis(JsonGenerator json, String name, Duration duration)
      throws IOException {
    json.writeNumberField(name, Math.round(duration.toNanos() / 100_000.0) / 10.0);
  }
}
