package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Catalog;
import io.slipway.jdbc.CatalogReader;
import io.slipway.migration.DirectiveReader;
import io.slipway.migration.Directives;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a plan the simplest way: no ladder, no chunks, no journal. What is tested is its SQL. */
public final class PlanRun {
  static final PlanOptions NOTHING_IS_SMALL = new PlanOptions(0, 0, Duration.ofDays(30), null);

  static final String STATE =
      """
      create table _migration_deprecations (deprecation_id bigserial primary key,
        table_name text not null, column_name text not null,
        deprecated_at timestamptz not null default now(), removal_date timestamptz,
        deprecation_reason text, alternative text, created_by text default current_user,
        unique (table_name, column_name));
      create table _migration_feature_flags (flag_name text primary key,
        enabled boolean not null default false, rollout_percentage int not null default 0,
        updated_at timestamptz not null default now(), updated_by text default current_user);
      create table _migration_circuit_breakers (breaker_name text primary key, state text)\
      """;

  private final Session session;
  private final PlanOptions options;

  PlanRun(Session session) {
    this.session = session;
    this.options = NOTHING_IS_SMALL;
  }

  /**
   * @param stateSchema where the {@code _migration_…} tables are
   */
  public PlanRun(Session session, @Nullable String stateSchema) {
    this.session = session;
    this.options = new PlanOptions(0, 0, Duration.ofDays(30), stateSchema);
  }

  public Plan plan(String sql) {
    return plan(sql, Instruction.NONE);
  }

  Plan plan(String sql, Instruction instruction) {
    SqlParser parser = SqlParser.create();
    try {
      Catalog catalog = new CatalogReader(parser).read(session.connection());
      int major = session.connection().getMetaData().getDatabaseMajorVersion();
      Script script = parser.parse("V1_4__it.sql", sql);
      PlanRequest request =
          new PlanRequest("1.4", script, "", instruction, directives(script), catalog, options);
      return new Planner(ServerVersion.ofMajor(major), parser).plan(request);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<Integer, Instruction> directives(Script script) {
    Directives directives = DirectiveReader.read(script);
    if (directives.blocks().isEmpty()) return Map.of();
    Map<Integer, Instruction> each = new HashMap<>();
    for (Statement statement : script.statements()) {
      each.put(statement.index(), Instruction.of(directives.at(statement), false));
    }
    return each;
  }

  void run(Phase phase) {
    phase.steps().forEach(this::run);
  }

  void run(Step step) {
    switch (step) {
      case Step.Ddl it -> run(it.sql(), it.mode());
      case Step.Backfill it -> backfill(it);
      case Step.Verify it -> assertThat(session.query(it.violations())).as(it.title()).isEmpty();
      case Step.Gate ignored -> {}
      case Step.Copy it -> session.execute(it.copy().insert() + it.copy().unlessThere());
      case Step.Drain it -> run(it.copy().catchUp(), Mode.IN_TRANSACTION);
      case Step.Switch it -> turn(it.together(), it.copy(), it.sql());
    }
  }

  private void turn(List<String> together, TableCopy copy, List<String> sql) {
    run(together, Mode.IN_TRANSACTION);
    run(copy.catchUp(), Mode.IN_TRANSACTION);
    run(sql, Mode.IN_TRANSACTION);
  }

  private void backfill(Step.Backfill step) {
    if (step.silentForTriggers()) session.execute("set session_replication_role = replica");
    session.execute(PlanSql.inOneGo(step));
    session.execute("reset session_replication_role");
  }

  private void run(List<String> sql, Mode mode) {
    if (mode == Mode.IN_TRANSACTION) session.execute(String.join(";\n", sql));
    else sql.forEach(session::execute);
  }

  /** Takes back every step of these phases, last first. */
  void undo(List<Phase> phases) {
    List<Step> steps = new ArrayList<>(phases.stream().flatMap(it -> it.steps().stream()).toList());
    for (Step step : steps.reversed()) {
      if (step.undo() instanceof Undo.Sql undo) run(undo.sql(), undo.mode());
      if (step.undo() instanceof Undo.Back it) turn(it.together(), it.copy(), it.sql());
    }
  }

  static boolean canBeUndone(List<Phase> phases) {
    return phases.stream()
        .flatMap(it -> it.steps().stream())
        .noneMatch(it -> it.undo() instanceof Undo.Impossible);
  }
}
