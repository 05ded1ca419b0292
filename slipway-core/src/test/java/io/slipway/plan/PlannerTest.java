package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final String SCHEMA =
      """
      create table logs (at timestamptz, line text);
      create table users (id int primary key, name text, email text, age int);
      create table orders (id int primary key, user_id int, total int);
      create view adults as select id, name from users where age > 17;
      create table events (id int, at date) partition by range (at);
      create table events_now partition of events for values from ('2026-01-01') to (maxvalue);
      """;

  private final SqlParser parser = SqlParser.create();

  private Catalog catalog(String schema) {
    Catalog catalog = Catalog.empty();
    for (Statement it : parser.parse("schema", schema).statements()) {
      Replay.apply(it.change(), catalog);
    }
    catalog.migrationFinished();
    return catalog;
  }

  private Plan plan(String sql) {
    return plan(sql, Instruction.NONE, catalog(SCHEMA));
  }

  private Plan plan(String sql, Instruction instruction, Catalog catalog) {
    PlanRequest request = PlanRequest.of("7", parser.parse("V7__it.sql", sql), catalog);
    return new Planner(ServerVersion.ofMajor(18), parser).plan(request.with(instruction));
  }

  private static List<String> phases(Plan plan) {
    return plan.phases().stream().map(Phase::name).toList();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String sql, String code) {
    return assertThatThrownBy(() -> plan(sql))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            it -> {
              assertThat(it.problem().code()).isEqualTo(code);
              assertThat(it.problem().file()).isEqualTo("V7__it.sql");
              assertThat(it.problem().state()).contains("Nothing has run.");
              assertThat(it.problem().next()).isNotBlank();
            });
  }

  @Test
  void statementsOnNewTablesShareOneTransaction() {
    Plan plan =
        plan(
            """
            create table a (id int primary key);
            create index on a (id);
            insert into a values (1);
            alter table a add column x int not null default 3;
            alter table users add column y int;
            """);
    assertThat(plan.steps().map(Step::id)).containsExactly("1-expand-1", "5-expand-1");
    Step.Ddl first = (Step.Ddl) plan.phases().getFirst().steps().getFirst();
    assertThat(first.sql()).hasSize(4);
    assertThat(first.locks()).isEmpty();
    assertThat(first.undo())
        .isInstanceOfSatisfying(
            Undo.Sql.class,
            it -> assertThat(it.sql()).last().isEqualTo("DROP TABLE IF EXISTS public.a"));
  }

  @Test
  void aStepSaysWhatItLocks() {
    Plan plan = plan("alter table orders add constraint f foreign key (user_id) references users");
    List<Step.Ddl> steps =
        plan.steps().filter(Step.Ddl.class::isInstance).map(Step.Ddl.class::cast).toList();
    assertThat(steps.get(0).locks())
        .containsExactlyInAnyOrder(
            need("orders", LockMode.SHARE_ROW_EXCLUSIVE),
            need("users", LockMode.SHARE_ROW_EXCLUSIVE));
    assertThat(steps.get(1).locks())
        .containsExactlyInAnyOrder(
            need("orders", LockMode.SHARE_UPDATE_EXCLUSIVE), need("users", LockMode.ROW_SHARE));
    assertThat(steps.get(1).patience()).isEqualTo(Patience.WATCHED);
  }

  private static LockNeed need(String table, LockMode mode) {
    return new LockNeed(QualifiedName.of("public", table), mode);
  }

  @Test
  void statementsOnDifferentTablesShareTheirPhases() {
    Plan plan =
        plan(
            """
            alter table users rename column email to mail;
            alter table orders alter column total type bigint;
            alter table orders add column note text;
            """,
            Instruction.NONE,
            catalog(SCHEMA.replaceAll("(?m)^create view.*$", "")));
    assertThat(phases(plan))
        .containsExactly("expand", "migrate", "contract", "expand-2", "contract-2");
    assertThat(plan.phases().getFirst().steps().stream().map(Step::id))
        .anyMatch(it -> it.startsWith("1-"))
        .anyMatch(it -> it.startsWith("2-"));
    assertThat(plan.phases().get(2).steps().stream().map(Step::id))
        .allMatch(it -> it.startsWith("2-"));
    assertThat(plan.phases().get(4).steps().stream().map(Step::id))
        .allMatch(it -> it.startsWith("1-"));
  }

  @Test
  void gatesForOneVersionAreOneGate() {
    Plan plan =
        plan(
            "alter table orders drop column total; alter table users drop column email",
            Instruction.ofDeployment("2.0"),
            catalog(SCHEMA));
    assertThat(plan.steps().filter(Step.Gate.class::isInstance))
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Gate.class,
            it -> {
              assertThat(it.version()).isEqualTo("2.0");
              assertThat(it.because()).contains("orders.total", "users.email");
            });
  }

  @Test
  void verbatimRunsWhatIsWritten() {
    Plan plan =
        plan(
            "create index i on users (email); alter table users alter column age type bigint",
            Instruction.ofVerbatim(),
            catalog(SCHEMA));
    assertThat(plan.steps().flatMap(it -> ((Step.Ddl) it).sql().stream()))
        .containsExactly(
            "create index i on users (email)", "alter table users alter column age type bigint");
    assertThat(plan.decisions()).extracting(Decision::strategy).containsOnly("verbatim");
  }

  @Test
  void aDirectiveChoosesTheStrategy() {
    Plan plan =
        plan(
            "alter table orders rename total to amount",
            Instruction.ofStrategy("direct"),
            catalog(SCHEMA));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.decisions().getFirst().because()).contains("the author asked");
  }

  @Test
  void aSmallTableIsChangedDirectly() {
    Catalog catalog = catalog(SCHEMA);
    Table orders = catalog.table(QualifiedName.of("orders")).orElseThrow();
    catalog.put(orders.edit().rows(200).bytes(8192).done());
    Plan plan =
        plan(
            "alter table orders alter column total type bigint; create index on orders (total)",
            Instruction.NONE,
            catalog);
    assertThat(plan.decisions()).extracting(Decision::strategy).containsOnly("direct");
    assertThat(plan.decisions().getFirst().because()).contains("about 200 rows");
  }

  @Test
  void theGuidesContractPhaseIsNotAnnouncedAgain() {
    Instruction contract =
        new Instruction(
            null, false, "contract", false, null, Step.BackfillOptions.DEFAULT, null, null);
    Plan plan = plan("alter table orders drop column total", contract, catalog(SCHEMA));
    assertThat(phases(plan)).containsExactly("contract");
    assertThat(plan.steps()).noneMatch(Step.Gate.class::isInstance);
  }

  @Test
  void settingsGoWithTheStepsThatNeedThem() {
    Catalog catalog = catalog("create schema app; create table app.t (id int)");
    Plan plan =
        plan(
            "set lock_timeout = '2s'; set search_path = app; alter table t add column x int",
            Instruction.NONE,
            catalog);
    Step.Ddl step = (Step.Ddl) plan.steps().findFirst().orElseThrow();
    assertThat(step.sql())
        .containsExactly("SET LOCAL search_path = app", "alter table t add column x int");
    assertThat(step.locks())
        .containsExactly(new LockNeed(QualifiedName.of("app", "t"), LockMode.ACCESS_EXCLUSIVE));
    assertThat(plan.warnings()).anyMatch(it -> it.contains("lock_timeout"));
  }

  @Test
  void aBackfillTakesWhatTheStatementSays() {
    Plan plan =
        plan("update orders as o set total = o.total * 2 where o.user_id > 3 or o.total is null");
    assertThat(plan.steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Step.Backfill.class,
            it -> {
              assertThat(it.action()).isEqualTo(new Step.RowAction.Update("total = total * 2"));
              assertThat(it.todo()).isEqualTo("user_id > 3 or total is null");
              assertThat(it.key()).containsExactly("id");
              assertThat(it.strided()).isTrue();
              assertThat(it.silentForTriggers()).isFalse();
            });
    assertThat(plan.warnings()).anyMatch(it -> it.contains("twice"));
  }

  @Test
  void someUpdatesStayOneStatement() {
    for (String sql :
        List.of(
            "update orders set total = 1 where id = 5",
            "update orders set total = (select max(total) from orders)",
            "update orders set id = id + 1000",
            "update orders o set total = u.age from users u where u.id = o.user_id",
            "delete from orders returning id")) {
      Plan plan = plan(sql);
      assertThat(plan.steps()).as(sql).singleElement().isInstanceOf(Step.Ddl.class);
      assertThat(plan.warnings()).as(sql).anyMatch(it -> it.contains("one transaction"));
    }
  }

  @Test
  void whatCannotBePlannedIsRefusedBeforeAnythingRuns() {
    refused("alter tabel users add x int", "PLAN-1");
    refused("do $$ begin create index concurrently i on users (email); end $$", "PLAN-1");
    refused("copy users from stdin;\n\\.\n", "PLAN-2");
    refused("drop index nothing", "PLAN-3");
    refused("alter table users rename column nothing to x", "PLAN-3");
    refused("alter table users drop column nothing", "PLAN-3");
    refused("alter table users alter column name type varchar(9)", "PLAN-4")
        .hasMessageContaining("view public.adults");
    refused("alter table users alter column age type bigint", "PLAN-4");
    refused("alter table users drop column age", "PLAN-4");
    refused("drop table users", "PLAN-4");
    refused("alter table orders rename column total to user_id", "PLAN-6");
    refused("vacuum full logs", "PLAN-8").hasMessageContaining("rewrites");
    refused("alter table logs set unlogged", "PLAN-8").hasMessageContaining("primary key");
    refused("alter table events rename column id to key", "PLAN-9");
    refused("alter table orders add exclude (total with =)", "PLAN-8")
        .hasMessageContaining("NOT VALID");
    refused("alter table logs add g int generated always as (length(line)) stored", "PLAN-8")
        .hasMessageContaining("VIRTUAL");
    refused("create domain d int check (value > 0); alter table logs add g d", "PLAN-8")
        .hasMessageContaining("base type");
  }

  @Test
  void aStrategyThatFitsNothingIsRefused() {
    assertThatThrownBy(
            () ->
                plan(
                    "create table x (id int)",
                    Instruction.ofStrategy("dual-write"),
                    catalog(SCHEMA)))
        .hasMessageContaining("PLAN-7")
        .hasMessageContaining("applies to none");
    assertThatThrownBy(
            () ->
                plan(
                    "alter table orders add column z int",
                    Instruction.ofStrategy("magic"),
                    catalog(SCHEMA)))
        .hasMessageContaining("there is no strategy magic");
  }
}
