package io.slipway.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as JSON and back, losing nothing: a run stores the plan it started with and reads it on
 * resume. Sum types carry their case as {@code kind}.
 */
public final class PlanJson {
  static final JsonFactory JSON = new JsonFactory();

  private PlanJson() {}

  public static String write(Plan plan) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(plan, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes the plan as one object, for documents that contain it. */
  public static void write(Plan plan, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("migration", plan.migration());
    json.writeStringField("script", plan.script());
    json.writeStringField("checksum", plan.checksum());
    json.writeNumberField("serverVersion", plan.serverVersion());
    json.writeArrayFieldStart("decisions");
    for (Decision decision : plan.decisions()) write(decision, json);
    json.writeEndArray();
    texts(json, "warnings", plan.warnings());
    json.writeArrayFieldStart("phases");
    for (Phase phase : plan.phases()) write(phase, json);
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * @throws IllegalArgumentException if it is not a plan
   */
  public static Plan read(String json) {
    return PlanReader.read(json);
  }

  private static void write(Decision decision, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("statement", decision.statement());
    json.writeNumberField("line", decision.line());
    json.writeStringField("sql", decision.sql());
    json.writeStringField("strategy", decision.strategy());
    json.writeStringField("because", decision.because());
    json.writeEndObject();
  }

  private static void write(Phase phase, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", phase.name());
    json.writeStringField("objective", phase.objective());
    json.writeArrayFieldStart("steps");
    for (Step step : phase.steps()) write(step, json);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Step step, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind(step));
    json.writeStringField("id", step.id());
    json.writeStringField("title", step.title());
    switch (step) {
      case Step.Ddl ddl -> write(ddl, json);
      case Step.Backfill backfill -> write(backfill, json);
      case Step.Verify verify -> {
        json.writeStringField("violations", verify.violations());
        json.writeStringField("explanation", verify.explanation());
      }
      case Step.Gate gate -> {
        text(json, "version", gate.version());
        json.writeStringField("because", gate.because());
      }
    }
    json.writeEndObject();
  }

  private static String kind(Step step) {
    return switch (step) {
      case Step.Ddl ddl -> "ddl";
      case Step.Backfill backfill -> "backfill";
      case Step.Verify verify -> "verify";
      case Step.Gate gate -> "gate";
    };
  }

  private static void write(Step.Ddl ddl, JsonGenerator json) throws IOException {
    texts(json, "sql", ddl.sql());
    locks(json, ddl.locks());
    json.writeStringField("mode", ddl.mode().name());
    json.writeStringField("patience", ddl.patience().name());
    json.writeBooleanField("afterOldSnapshots", ddl.afterOldSnapshots());
    json.writeObjectFieldStart("probe");
    switch (ddl.probe()) {
      case Probe.Journal journal -> json.writeStringField("kind", "journal");
      case Probe.Catalog catalog -> {
        json.writeStringField("kind", "catalog");
        json.writeStringField("sql", catalog.sql());
        texts(json, "repair", catalog.repair());
      }
    }
    json.writeEndObject();
    write(ddl.undo(), json);
  }

  private static void write(Step.Backfill backfill, JsonGenerator json) throws IOException {
    text(json, "schema", backfill.table().schema());
    json.writeStringField("table", backfill.table().name());
    texts(json, "key", backfill.key());
    switch (backfill.action()) {
      case Step.RowAction.Update update -> json.writeStringField("update", update.assignments());
      case Step.RowAction.Delete delete -> json.writeBooleanField("delete", true);
    }
    text(json, "todo", backfill.todo());
    json.writeBooleanField("strided", backfill.strided());
    json.writeBooleanField("silentForTriggers", backfill.silentForTriggers());
    json.writeObjectFieldStart("options");
    json.writeNumberField("batchSize", backfill.options().batchSize());
    json.writeNumberField("delayMs", backfill.options().delayMs());
    json.writeNumberField("maxDurationMs", backfill.options().maxDurationMs());
    json.writeNumberField("rolloutPercentage", backfill.options().rolloutPercentage());
    json.writeEndObject();
    write(backfill.undo(), json);
  }

  private static void write(Undo undo, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("undo");
    switch (undo) {
      case Undo.Nothing nothing -> json.writeStringField("kind", "nothing");
      case Undo.Impossible impossible -> {
        json.writeStringField("kind", "impossible");
        json.writeStringField("because", impossible.because());
      }
      case Undo.Sql sql -> {
        json.writeStringField("kind", "sql");
        texts(json, "sql", sql.sql());
        locks(json, sql.locks());
        json.writeStringField("mode", sql.mode().name());
        text(json, "loses", sql.loses());
      }
    }
    json.writeEndObject();
  }

  private static void locks(JsonGenerator json, List<LockNeed> locks) throws IOException {
    json.writeArrayFieldStart("locks");
    for (LockNeed lock : locks) {
      json.writeStartObject();
      text(json, "schema", lock.relation().schema());
      json.writeStringField("relation", lock.relation().name());
      json.writeStringField("mode", lock.mode().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) json.writeString(value);
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) json.writeStringField(name, value);
  }
}
