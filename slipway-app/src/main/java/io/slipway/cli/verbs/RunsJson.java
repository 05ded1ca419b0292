package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.engine.EngineStatus.RunStatus;
import io.slipway.event.Event;
import io.slipway.state.Progress;
import io.slipway.state.StepRow;
import java.io.IOException;
import java.util.List;

/** Runs with their steps. */
final class RunsJson {
  private RunsJson() {}

  static void write(JsonGenerator json, List<RunStatus> runs) throws IOException {
    json.writeStartArray();
    for (RunStatus run : runs) write(json, run);
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, RunStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("run", status.run().id());
    json.writeStringField("migration", status.run().migration());
    json.writeStringField("status", status.run().status().text());
    json.writeStringField("startedAt", status.run().startedAt().toString());
    json.writeNumberField("longestWaitMs", status.run().longestWait().toMillis());
    json.writeStringField("problem", status.run().problem());
    if (status.progress().isPresent()) write(json, status.progress().get());
    json.writeArrayFieldStart("steps");
    for (StepRow step : status.steps()) write(json, step);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Progress.Row progress) throws IOException {
    json.writeStringField("stopped", progress.stopped().orElse(null));
    if (progress.waiting().isEmpty()) return;
    Event.Reason why = progress.waiting().get();
    json.writeObjectFieldStart("waiting");
    json.writeStringField("signal", why.signal());
    json.writeStringField("value", why.value());
    json.writeStringField("limit", why.limit());
    json.writeStringField("since", why.since().toString());
    json.writeBooleanField("stops", why.stops());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, StepRow step) throws IOException {
    json.writeStartObject();
    json.writeStringField("step", step.stepId());
    json.writeStringField("phase", step.phase());
    json.writeStringField("title", step.title());
    json.writeStringField("status", step.status().text());
    json.writeNumberField("attempt", step.attempt());
    json.writeNumberField("rows", step.rows());
    json.writeNumberField("longestWaitMs", step.longestWait().toMillis());
    json.writeStringField("error", step.error());
    json.writeEndObject();
  }
}
