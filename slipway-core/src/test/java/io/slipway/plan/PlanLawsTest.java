package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Effects;
import io.slipway.analysis.locks.LockModel;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.catalog.Table;
import io.slipway.plan.strategies.Strategies;
import io.slipway.plan.strategies.Strategy;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plan, whatever the strategy, on every version, without a server. */
class PlanLawsTest {
  private static final SqlParser PARSER = SqlParser.create();

  record Try(int major, PlanCase planCase) {
    @Override
    public String toString() {
      return planCase.name() + " on " + major;
    }

    ServerVersion server() {
      return ServerVersion.ofMajor(major);
    }

    /** As after a migration that made the schema: replayed, not read. */
    Catalog catalog() {
      Catalog catalog = Catalog.empty();
      for (Statement it : PARSER.parse("schema", planCase.schema()).statements()) {
        Replay.apply(it.change(), catalog);
      }
      catalog.migrationFinished();
      return catalog;
    }

    Plan plan() {
      Script script = PARSER.parse("V1__it.sql", planCase.sql());
      PlanRequest request =
          new PlanRequest(
              "1", script, "", Instruction.NONE, Map.of(), catalog(), PlanRun.NOTHING_IS_SMALL);
      return new Planner(server(), PARSER).plan(request);
    }
  }

  static Stream<Try> tries() {
    return IntStream.rangeClosed(14, 18)
        .boxed()
        .flatMap(major -> PlanCases.ALL.stream().map(it -> new Try(major, it)));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void noStepKeepsReadersOrWritersOutWhileItReadsOrWritesATable(Try it) {
    Catalog catalog = it.catalog();
    Catalog start = it.catalog();
    LockModel locks = new LockModel(it.server());
    for (Step step : it.plan().steps().toList()) {
      if (!(step instanceof Step.Ddl ddl)) continue;
      boolean worked = false;
      boolean blocked = false;
      for (String sql : ddl.sql()) {
        Change change = PARSER.parse("step", sql).statements().getFirst().change();
        Effects effects = locks.effects(change, catalog);
        worked |=
            Stream.concat(effects.rewrites().stream(), effects.scans().stream())
                .anyMatch(name -> isWritten(start, name));
        blocked |=
            effects.locks().stream()
                .filter(lock -> lock.mode().blocksWrites())
                .anyMatch(lock -> isWritten(start, lock.relation()));
        Replay.apply(change, catalog);
        assertThat(worked && blocked).as(step.title() + ": " + sql).isFalse();
      }
    }
  }

  /** Nobody but REFRESH writes to a materialized view; a sequence is one row. */
  private static boolean isWritten(Catalog catalog, QualifiedName relation) {
    return catalog
        .table(relation)
        .filter(it -> it.kind() == Table.Kind.TABLE || it.kind() == Table.Kind.PARTITIONED)
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("tries")
  void everyStepIsComplete(Try it) {
    Plan plan = it.plan();
    assertThat(plan.steps().map(Step::id)).doesNotHaveDuplicates();
    assertThat(plan.steps().map(Step::title)).allSatisfy(title -> assertThat(title).isNotBlank());
    assertThat(plan.decisions()).isNotEmpty();
    plan.steps().forEach(PlanLawsTest::probed);
    assertThat(it.plan()).as("planned twice").isEqualTo(plan);
  }

  private static void probed(Step step) {
    if (!(step instanceof Step.Ddl ddl)) return;
    boolean alone = ddl.mode() == Mode.ALONE;
    assertThat(ddl.probe() instanceof Probe.Catalog).as(ddl.title()).isEqualTo(alone);
    assertThat(ddl.sql()).isNotEmpty();
    boolean strong = ddl.locks().stream().anyMatch(lock -> lock.mode().blocksReads());
    assertThat(strong && ddl.patience() == Patience.WATCHED).as(ddl.title()).isFalse();
    if (alone) assertThat(ddl.sql()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("tries")
  void everyUndoParses(Try it) {
    List<String> wrong =
        it.plan()
            .steps()
            .flatMap(
                step -> step.undo() instanceof Undo.Sql undo ? undo.sql().stream() : Stream.of())
            .filter(PlanLawsTest::isRejected)
            .toList();
    assertThat(wrong).isEmpty();
  }

  private static boolean isRejected(String sql) {
    List<Statement> statements = PARSER.parse("undo", sql).statements();
    return statements.size() != 1 || statements.getFirst().change() instanceof Change.Unparsable;
  }

  @Test
  void everyStrategyIsTried() {
    List<String> tried = PlanCases.ALL.stream().map(PlanCase::strategy).distinct().toList();
    assertThat(Strategies.ALL.stream().map(Strategy::slug))
        .allSatisfy(it -> assertThat(tried).contains(it));
  }

  @Test
  void theScriptFormOfAPlanParses() {
    for (PlanCase it : PlanCases.ALL) {
      String script = PlanSql.of(new Try(18, it).plan());
      assertThat(PARSER.parse("plan.sql", script).statements())
          .extracting(Statement::change)
          .noneMatch(Change.Unparsable.class::isInstance);
    }
  }

  @Test
  void theTriesHaveTables() {
    assertThat(tries().map(Try::catalog).map(Catalog::tables))
        .allSatisfy(tables -> assertThat(tables).extracting(Table::name).isNotEmpty());
  }
}
