package io.slipway.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.event.Event;
import java.io.IOException;

/** Events as JSON objects: {@code type}, {@code at}, then what the event carries. */
final class EventJson {
  private EventJson() {}

  static void write(JsonGenerator json, Event event) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type(event));
    json.writeStringField("at", event.at().toString());
    fields(json, event);
    json.writeEndObject();
  }

  /** {@code StepStarted} is {@code step-started}. */
  private static String type(Event event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static void fields(JsonGenerator json, Event event) throws IOException {
    switch (event) {
      case Event.RunStarted it -> {
        json.writeStringField("run", it.run());
        json.writeStringField("migration", it.migration());
        json.writeBooleanField("resumed", it.resumed());
      }
      case Event.PhaseStarted it -> {
        json.writeStringField("run", it.run());
        json.writeStringField("phase", it.phase());
      }
      case Event.StepStarted it -> step(json, it.run(), it.step(), it.title());
      case Event.StepSkipped it -> step(json, it.run(), it.step(), it.title());
      case Event.StepUndone it -> step(json, it.run(), it.step(), it.title());
      case Event.StepFinished it -> {
        step(json, it.run(), it.step(), it.title());
        json.writeNumberField("tookMs", it.took().toMillis());
        json.writeNumberField("longestWaitCausedMs", it.longestWaitCaused().toMillis());
      }
      case Event.StepFailed it -> {
        step(json, it.run(), it.step());
        json.writeStringField("message", it.message());
      }
      case Event.LockWaited it -> lockWaited(json, it);
      case Event.Cancelled it -> {
        step(json, it.run(), it.step());
        json.writeNumberField("blockedMs", it.blocked().toMillis());
        json.writeStringField("victim", it.victim());
      }
      case Event.ChunkDone it -> chunkDone(json, it);
      case Event.Throttled it -> throttled(json, it);
      case Event.Noted it -> {
        json.writeStringField("run", it.run());
        json.writeStringField("message", it.message());
      }
      case Event.Resumed it -> step(json, it.run(), it.step());
      case Event.GateReached it -> {
        step(json, it.run(), it.step());
        json.writeStringField("version", it.version());
        json.writeStringField("because", it.because());
      }
      case Event.RunFinished it -> {
        json.writeStringField("run", it.run());
        json.writeStringField("status", it.status());
        json.writeNumberField("tookMs", it.took().toMillis());
        json.writeNumberField("longestWaitCausedMs", it.longestWaitCaused().toMillis());
      }
    }
  }

  private static void lockWaited(JsonGenerator json, Event.LockWaited it) throws IOException {
    step(json, it.run(), it.step());
    json.writeNumberField("attempt", it.attempt());
    json.writeNumberField("soFarMs", it.soFar().toMillis());
    json.writeArrayFieldStart("holders");
    for (Event.Holder holder : it.holders()) {
      json.writeStartObject();
      json.writeNumberField("pid", holder.pid());
      json.writeStringField("description", holder.description());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void chunkDone(JsonGenerator json, Event.ChunkDone it) throws IOException {
    step(json, it.run(), it.step());
    json.writeNumberField("rowsDone", it.rowsDone());
    json.writeNumberField("rowsTotal", it.rowsTotal());
    json.writeNumberField("rows", it.rows());
    json.writeNumberField("tookMs", it.took().toMillis());
  }

  private static void throttled(JsonGenerator json, Event.Throttled it) throws IOException {
    step(json, it.run(), it.step());
    Event.Reason why = it.reason();
    json.writeStringField("signal", why.signal());
    json.writeStringField("value", why.value());
    json.writeStringField("limit", why.limit());
    json.writeStringField("since", why.since().toString());
    json.writeBooleanField("stops", why.stops());
  }

  private static void step(JsonGenerator json, String run, String step) throws IOException {
    json.writeStringField("run", run);
    json.writeStringField("step", step);
  }

  private static void step(JsonGenerator json, String run, String step, String title)
      throws IOException {
    step(json, run, step);
    json.writeStringField("title", title);
  }
}
