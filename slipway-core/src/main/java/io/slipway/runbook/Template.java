package io.slipway.runbook;

import java.util.ArrayList;
import java.util.List;

/** The shapes of runbook teams start from. */
public enum Template {
  /** Additive changes: nothing to populate. */
  FIVE_PHASES(
      "five-phase",
      List.of(
          new Part("Pre-flight validation", "Validate that the system is ready", "5m"),
          new Part("Core schema creation", "Create enums, tables and their basic structure", "15m"),
          new Part("Constraints and optimization", "Add foreign keys, indexes and triggers", "8m"),
          new Part("Validation and testing", "Show that the migration succeeded", "5m"),
          new Part("Cleanup and monitoring", "Finish, and watch what is new", "3m"))),
  /** Existing data is moved into the new structure. */
  SIX_PHASES(
      "six-phase",
      List.of(
          new Part("Pre-migration", "Validate, back up, look for orphans", "1h"),
          new Part("Schema extension", "Add columns, tables and indexes", "1h"),
          new Part("Data population", "Link existing data to the new structures", "2h"),
          new Part("Foreign keys and constraints", "Enforce referential integrity", "30m"),
          new Part("Views and row-level security", "Create views, policies and grants", "30m"),
          new Part("Final validation", "Validate data, application and performance", "1h")));

  private record Part(String name, String objective, String expected) {}

  private final String spelling;
  private final String phases;

  Template(String spelling, List<Part> parts) {
    this.spelling = spelling;
    var text = new StringBuilder();
    for (Part part : parts) text.append(phase(part));
    this.phases = text.toString();
  }

  public String spelling() {
    return spelling;
  }

  public static List<String> spellings() {
    List<String> all = new ArrayList<>();
    for (Template it : values()) all.add(it.spelling);
    return all;
  }

  /** A runbook that is valid as it stands: each phase asks a person until its steps are written. */
  public String text(String name) {
    var text = new StringBuilder("runbook: \"" + name + "\"\n");
    text.append("description: \"What changes, for whom, and why now\"\n");
    text.append("roles:\n");
    text.append("  database-administrator: \"runs the migration\"\n");
    text.append("  devops-lead: \"application and infrastructure\"\n");
    text.append("phases:\n");
    return text.append(phases).toString();
  }

  private static String phase(Part part) {
    return """
      - name: "%s"
        objective: "%s"
        expected: %s
        goNoGo: true
        steps:
          - name: "Do it"
            confirm: "Replace this step by what has to be done"
        success:
          - sql: "SELECT 1"
            expect: "1"
            severity: error
    """
        .formatted(part.name, part.objective, part.expected);
  }
}
