package io.slipway.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way back of a whole plan as a script to be planned: the last statement's inverse first.
 *
 * @param losses what is lost by it, a line a step
 * @param isNeeded some step's own undo would stop the application, and every step's is known
 */
public record UndoScript(List<Part> statements, List<String> losses, boolean isNeeded) {
  public UndoScript {
    statements = List.copyOf(statements);
    losses = List.copyOf(losses);
  }

  /**
   * @param isPlanned the planner chooses how; else it is as short as the step it takes back
   */
  public record Part(String sql, boolean isPlanned) {}

  public static UndoScript of(Plan plan) {
    Map<String, List<Step>> ofStatements = new LinkedHashMap<>();
    for (Step step : plan.steps().toList().reversed()) {
      ofStatements.computeIfAbsent(statement(step), it -> new ArrayList<>()).add(step);
    }
    List<Part> statements = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    for (List<Step> steps : ofStatements.values()) {
      Optional<Undo.Planned> planned = planned(steps);
      if (planned.isPresent()) {
        statements.add(new Part(planned.get().statement(), true));
        String loses = planned.get().loses();
        if (loses != null) losses.add(steps.getFirst().id() + " loses " + loses);
      } else {
        steps.forEach(it -> add(it, statements, losses));
      }
    }
    boolean isNeeded =
        ofStatements.values().stream().anyMatch(it -> planned(it).isPresent())
            && plan.steps().allMatch(UndoScript::isStatements);
    return new UndoScript(statements, losses, isNeeded);
  }

  /** Every statement of it, ended. */
  public String sql() {
    StringBuilder sql = new StringBuilder();
    statements.forEach(it -> sql.append(it.sql()).append(";\n"));
    return sql.toString();
  }

  /** The number of the statement that the step is from, which its id begins with. */
  private static String statement(Step step) {
    return step.id().substring(0, step.id().indexOf('-'));
  }

  private static Optional<Undo.Planned> planned(List<Step> steps) {
    for (Step step : steps) {
      if (step.undo() instanceof Undo.Sql undo && undo.planned() != null) {
        return Optional.of(undo.planned());
      }
    }
    return Optional.empty();
  }

  private static void add(Step step, List<Part> statements, List<String> losses) {
    if (!(step.undo() instanceof Undo.Sql undo)) return;
    undo.sql().forEach(it -> statements.add(new Part(it, false)));
    if (undo.loses() != null) losses.add(step.id() + " loses " + undo.loses());
  }

  private static boolean isStatements(Step step) {
    return step.undo() instanceof Undo.Sql || step.undo() instanceof Undo.Nothing;
  }
}
