package io.slipway.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.sql.QualifiedName;
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
        removals(json, gate.removals());
      }
      case Step.Copy copy -> {
        write(copy.copy(), json);
        write(copy.options(), json);
        write(copy.undo(), json);
      }
      case Step.Drain drain -> write(drain.copy(), json);
      case Step.Switch it -> {
        write(it.copy(), json);
        texts(json, "together", it.together());
        texts(json, "sql", it.sql());
        locks(json, it.locks());
        write(it.undo(), json);
      }
    }
    json.writeEndObject();
  }

  private static void removals(JsonGenerator json, List<Removal> removals) throws IOException {
    json.writeArrayFieldStart("removals");
    for (Removal removal : removals) {
      json.writeStartObject();
      text(json, "schema", removal.table().schema());
      json.writeStringField("table", removal.table().name());
      text(json, "column", removal.column());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String kind(Step step) {
    return switch (step) {
      case Step.Ddl ddl -> "ddl";
      case Step.Backfill backfill -> "backfill";
      case Step.Verify verify -> "verify";
      case Step.Gate gate -> "gate";
      case Step.Copy copy -> "copy";
      case Step.Drain drain -> "drain";
      case Step.Switch it -> "switch";
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
    write(backfill.options(), json);
    write(backfill.undo(), json);
  }

  private static void write(Step.BackfillOptions options, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("options");
    json.writeNumberField("batchSize", options.batchSize());
    json.writeNumberField("delayMs", options.delayMs());
    json.writeNumberField("maxDurationMs", options.maxDurationMs());
    json.writeNumberField("rolloutPercentage", options.rolloutPercentage());
    json.writeEndObject();
  }

  private static void write(TableCopy copy, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("copy");
    name(json, "source", copy.source());
    name(json, "target", copy.target());
    name(json, "log", copy.log());
    texts(json, "key", copy.key());
    json.writeArrayFieldStart("columns");
    for (TableCopy.Mapped column : copy.columns()) {
      json.writeStartObject();
      json.writeStringField("column", column.column());
      json.writeStringField("expression", column.expression());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("overriding", copy.overriding());
    json.writeEndObject();
  }

  private static void name(JsonGenerator json, String field, QualifiedName name)
      throws IOException {
    json.writeObjectFieldStart(field);
    text(json, "schema", name.schema());
    json.writeStringField("name", name.name());
    json.writeEndObject();
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
        if (sql.planned() != null) write(sql.planned(), json);
      }
      case Undo.Back back -> {
        json.writeStringField("kind", "back");
        write(back.copy(), json);
        texts(json, "together", back.together());
        texts(json, "sql", back.sql());
        locks(json, back.locks());
        text(json, "loses", back.loses());
      }
    }
    json.writeEndObject();
  }

  private static void write(Undo.Planned planned, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("planned");
    json.writeStringField("statement", planned.statement());
    text(json, "loses", planned.loses());
    text(json, "differs", planned.differs());
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
