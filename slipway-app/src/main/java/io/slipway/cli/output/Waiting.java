package io.slipway.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.jdbc.Workload;
import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The application's queries that would wait for a lock, the most frequent first. */
public final class Waiting {
  private static final int SHOWN = 3;
  private static final int WIDTH = 72;

  private Waiting() {}

  public static void print(
      PrintWriter out, String indent, Workload workload, QualifiedName relation, LockMode mode) {
    List<Workload.Query> waiting = workload.waitingFor(relation, mode);
    for (Workload.Query it : waiting.subList(0, Math.min(SHOWN, waiting.size()))) {
      String text = it.text().length() > WIDTH ? it.text().substring(0, WIDTH) + "…" : it.text();
      out.printf("%swaits: %s (%,d calls, %.1f ms)%n", indent, text, it.calls(), it.meanMs());
    }
    if (waiting.size() > SHOWN) {
      out.printf("%swaits: and %d more queries%n", indent, waiting.size() - SHOWN);
    }
  }

  public static void write(
      JsonGenerator json, Workload workload, QualifiedName relation, LockMode mode)
      throws IOException {
    json.writeArrayFieldStart("waiting");
    for (Workload.Query it : workload.waitingFor(relation, mode)) {
      json.writeStartObject();
      json.writeStringField("query", it.text());
      json.writeNumberField("calls", it.calls());
      json.writeNumberField("meanMs", it.meanMs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
