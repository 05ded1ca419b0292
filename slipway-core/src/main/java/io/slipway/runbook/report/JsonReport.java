package io.slipway.runbook.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.runbook.run.RunbookReport;
import io.slipway.runbook.run.RunbookReport.Table;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** For programs. */
public final class JsonReport {
  private JsonReport() {}

  /** Writes fields into the object that is open. */
  public static void write(RunbookReport report, JsonGenerator json) throws IOException {
    json.writeStringField("run", report.run().id());
    json.writeStringField("runbook", report.run().runbook());
    for (List<String> fact : Facts.of(report.run())) {
      json.writeStringField(camel(fact.getFirst()), fact.getLast());
    }
    for (Table table : report.tables()) write(table, json);
  }

  private static void write(Table table, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(table.title().toLowerCase(Locale.ROOT));
    for (List<String> row : table.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeStringField(camel(table.columns().get(i)), row.get(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String camel(String name) {
    String[] words = name.split("[ _]", -1);
    var out = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      out.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return out.toString();
  }
}
