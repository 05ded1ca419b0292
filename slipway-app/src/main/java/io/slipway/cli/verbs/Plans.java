package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Format;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanJson;
import io.slipway.plan.PlanSql;
import io.slipway.plan.PlanText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Plans, as they are shown. */
record Plans(List<Plan> plans, Format format) {
  Plans {
    plans = List.copyOf(plans);
  }

  Answer answer(ExitCode exit) {
    return Answer.of(exit, this::text, this::json);
  }

  private void text(PrintWriter out) {
    if (plans.isEmpty()) out.println("Nothing is pending.");
    for (Plan plan : plans) {
      out.println(format == Format.SQL ? PlanSql.of(plan) : PlanText.of(plan));
    }
  }

  private void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("plans");
    for (Plan plan : plans) PlanJson.write(plan, json);
    json.writeEndArray();
  }
}
