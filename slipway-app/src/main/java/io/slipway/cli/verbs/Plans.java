package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Format;
import io.slipway.cli.work.Live;
import io.slipway.engine.Foresight;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanJson;
import io.slipway.plan.PlanSql;
import io.slipway.plan.PlanText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Plans, as they are shown.
 *
 * @param foreseen what the rows say about the first of them
 */
record Plans(List<Plan> plans, List<Foresight.Finding> foreseen, Format format) {
  Plans {
    plans = List.copyOf(plans);
    foreseen = List.copyOf(foreseen);
  }

  /** Those of a live database: only the first is for the schema as it is. */
  static Plans of(Live live, List<Plan> plans, Format format) {
    List<Foresight.Finding> foreseen =
        plans.isEmpty() ? List.of() : Foresight.of(live.database(), plans.getFirst());
    return new Plans(plans, foreseen, format);
  }

  Answer answer(ExitCode exit) {
    return Answer.of(exit, this::text, this::json);
  }

  private void text(PrintWriter out) {
    if (plans.isEmpty()) out.println("Nothing is pending.");
    for (Plan plan : plans) {
      out.println(format == Format.SQL ? PlanSql.of(plan) : PlanText.of(plan));
    }
    if (foreseen.isEmpty()) return;
    String mark = format == Format.SQL ? "-- " : "";
    out.println(mark + "== seen in the rows of the first plan");
    foreseen.forEach(it -> out.println(mark + "- " + words(it)));
  }

  private static String words(Foresight.Finding finding) {
    return switch (finding.kind()) {
          case WILL_FAIL -> "will fail: ";
          case CHANGED_BY_ROLLBACK -> "rollback: ";
          case NOT_SEEN -> "not seen: ";
        }
        + finding;
  }

  private void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("plans");
    for (Plan plan : plans) PlanJson.write(plan, json);
    json.writeEndArray();
    json.writeArrayFieldStart("foresight");
    for (Foresight.Finding finding : foreseen) {
      json.writeStartObject();
      json.writeStringField(
          "kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeStringField("step", finding.step());
      json.writeStringField("what", finding.what());
      json.writeArrayFieldStart("rows");
      for (String row : finding.rows()) json.writeString(row);
      json.writeEndArray();
      json.writeStringField("sample", finding.sample());
      json.writeStringField("next", finding.next());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
