package io.slipway.plan;

import io.slipway.analysis.Effects;
import io.slipway.analysis.locks.LockModel;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.plan.strategies.Grammar;
import io.slipway.postgres.LockMode;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finishes steps in the order they will run: reads their SQL back with the server's grammar,
 * replays it on the catalog, and gives each its id and what it locks of what others use.
 */
final class Drydock {
  private final LockModel locks;
  private final Grammar grammar;
  private final Catalog catalog;
  private final Map<String, Integer> numbers = new HashMap<>();

  Drydock(LockModel locks, Grammar grammar, Catalog catalog) {
    this.locks = locks;
    this.grammar = grammar;
    this.catalog = catalog;
  }

  List<Phase> finished(List<Schedule.Stage> stages) {
    return stages.stream().map(this::finished).toList();
  }

  private Phase finished(Schedule.Stage stage) {
    List<Step> steps = new ArrayList<>();
    for (Schedule.Entry entry : Grouping.of(stage.entries())) {
      steps.add(finished(stage.name(), entry));
    }
    return new Phase(stage.name(), stage.objective(), steps);
  }

  private Step finished(String phase, Schedule.Entry entry) {
    String prefix = (entry.draft().piece().statement() + 1) + "-" + phase + "-";
    String id = prefix + numbers.merge(prefix, 1, Integer::sum);
    return switch (entry.step()) {
      case Step.Ddl it -> ddl(id, entry.draft(), it);
      case Step.Backfill it ->
          new Step.Backfill(
              id,
              it.title(),
              it.table(),
              it.key(),
              it.action(),
              it.todo(),
              it.strided(),
              it.silentForTriggers(),
              it.options(),
              it.undo());
      case Step.Verify it -> {
        read(it.violations());
        yield new Step.Verify(id, it.title(), it.violations(), it.explanation());
      }
      case Step.Gate it -> new Step.Gate(id, it.title(), it.version(), it.because(), it.removals());
      case Step.Copy it -> {
        read(it.copy().insert());
        yield new Step.Copy(id, it.title(), it.copy(), it.options(), it.undo());
      }
      case Step.Drain it -> new Step.Drain(id, it.title(), it.copy());
      case Step.Switch it -> {
        List<LockNeed> needs = run(it.sql(), true, catalog.copy());
        yield new Step.Switch(
            id, it.title(), it.copy(), it.together(), it.sql(), needs, undo(it.undo()));
      }
    };
  }

  private Step ddl(String id, Draft draft, Step.Ddl step) {
    List<String> sql = new ArrayList<>();
    if (step.mode() == Mode.IN_TRANSACTION) sql.addAll(draft.settings());
    sql.addAll(step.sql());
    boolean together = step.mode() == Mode.IN_TRANSACTION;
    Catalog start = catalog.copy();
    List<LockNeed> needs = run(sql, together, start);
    return new Step.Ddl(
        id,
        step.title(),
        sql,
        needs,
        step.mode(),
        step.patience(),
        step.afterOldSnapshots(),
        step.probe(),
        undo(step.undo()));
  }

  private List<LockNeed> run(List<String> sql, boolean together, Catalog start) {
    Map<QualifiedName, LockMode> strongest = new LinkedHashMap<>();
    if (together) catalog.begin();
    for (String statement : sql) {
      Change change = read(statement);
      collect(locks.effects(change, catalog), start, strongest);
      Replay.apply(change, catalog);
    }
    if (together) catalog.commit();
    return needs(strongest, start);
  }

  private Change read(String sql) {
    Change change = grammar.change(sql);
    if (!(change instanceof Change.Unparsable wrong)) return change;
    throw new SlipwayException(
        Problem.of(
            "PLAN-99",
            Problem.Kind.INTERNAL,
            "the planner wrote SQL that the grammar rejects: " + wrong.message(),
            "It wrote: " + sql + ". Nothing has run.",
            "Please report it with the migration; -- @metadata {\"strategy\": \"direct\"} runs the"
                + " statement as written."));
  }

  private static void collect(
      Effects effects, Catalog start, Map<QualifiedName, LockMode> strongest) {
    for (Effects.RelationLock lock : effects.locks()) {
      if (isUsed(start, lock.relation())) {
        strongest.merge(lock.relation(), lock.mode(), LockMode::strongest);
      }
    }
  }

  /** There before the step, and not one of our own tables. */
  private static boolean isUsed(Catalog start, QualifiedName relation) {
    if (relation.name().startsWith("_migration_")) return false;
    if (relation.schema() != null && relation.schema().startsWith("slipway_")) return false;
    return !start.complete()
        || start.table(relation).isPresent()
        || start.index(relation).isPresent()
        || start.view(relation).isPresent();
  }

  /** An index is left out where its table is locked as strongly. */
  private static List<LockNeed> needs(Map<QualifiedName, LockMode> strongest, Catalog start) {
    List<LockNeed> needs = new ArrayList<>();
    strongest.forEach(
        (relation, mode) -> {
          LockMode table =
              start.index(relation).map(index -> strongest.get(index.table())).orElse(null);
          if (table == null || table.compareTo(mode) < 0) needs.add(new LockNeed(relation, mode));
        });
    return needs;
  }

  private Undo undo(Undo undo) {
    return switch (undo) {
      case Undo.Nothing it -> it;
      case Undo.Impossible it -> it;
      case Undo.Sql it ->
          new Undo.Sql(it.sql(), needs(it.sql()), it.mode(), it.loses(), it.planned());
      case Undo.Back it ->
          new Undo.Back(it.copy(), it.together(), it.sql(), needs(it.sql()), it.loses());
    };
  }

  private List<LockNeed> needs(List<String> sql) {
    Catalog after = catalog.copy();
    Map<QualifiedName, LockMode> strongest = new LinkedHashMap<>();
    for (String statement : sql) {
      Change change = read(statement);
      collect(locks.effects(change, after), catalog, strongest);
      Replay.apply(change, after);
    }
    return needs(strongest, catalog);
  }
}
