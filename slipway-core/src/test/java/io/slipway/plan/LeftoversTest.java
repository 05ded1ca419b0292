package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier, failed work left in the way of a statement; and what a statement would fail on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftoversTest {
  private final Yard yard = new Yard();

  @AfterAll
  void close() {
    yard.close();
  }

  static List<Integer> majors() {
    return TestPostgres.majors();
  }

  /** A unique CREATE INDEX CONCURRENTLY that met duplicates, and the rows corrected after it. */
  private Session withInvalidIndex(int major) {
    Session session = yard.empty(major, "leftovers");
    session.execute(
        "create table t (id int primary key, a int); insert into t values (1, 1), (2, 1)");
    assertThatThrownBy(() -> session.execute("create unique index concurrently t_a_key on t (a)"))
        .hasRootCauseInstanceOf(java.sql.SQLException.class);
    session.execute("update t set a = id");
    assertThat(validity(session)).isEqualTo(List.of("f"));
    return session;
  }

  private static List<String> validity(Session session) {
    return session.query(
        "select indisvalid from pg_index where indexrelid = to_regclass('t_a_key')");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anInvalidIndexIsBuiltAnew(int major) {
    for (String sql :
        List.of(
            "create unique index if not exists t_a_key on t (a)",
            "create unique index t_a_key on t (a)",
            "alter table t add constraint t_a_key unique (a)")) {
      Session session = withInvalidIndex(major);
      PlanRun run = new PlanRun(session);
      Plan plan = run.plan(sql);
      assertThat(plan.steps().map(Step::title))
          .contains("nobody is building public.t_a_key", "drop the INVALID index public.t_a_key");
      plan.phases().forEach(run::run);
      assertThat(validity(session)).as(sql).isEqualTo(List.of("t"));
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void leftoversOfReindexGoFirst(int major) {
    Session session = yard.empty(major, "leftovers");
    session.execute(
        """
        create table t (id int primary key);
        create index t_pkey_ccnew on t (id);
        create index t_pkey_ccold1 on t (id);
        create index t_pkey_ccnew2 on t (id);
        update pg_index set indisvalid = false where indexrelid in
          ('t_pkey_ccnew'::regclass, 't_pkey_ccold1'::regclass)\
        """);
    PlanRun run = new PlanRun(session);
    run.plan("reindex table t").phases().forEach(run::run);
    assertThat(
            session.query(
                "select indexrelid::regclass from pg_index where indrelid = 't'::regclass order by"
                    + " 1"))
        .containsExactlyInAnyOrder("t_pkey", "t_pkey_ccnew2");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void ifNotExistsSaysWhatItKeeps(int major) {
    Session session = yard.empty(major, "leftovers");
    session.execute("create table t (a int, b int); create index i on t (a)");
    PlanRun run = new PlanRun(session);
    assertThat(run.plan("create index if not exists i on t (b)").warnings())
        .singleElement()
        .asString()
        .contains("keeps the index public.i as it is");
    assertThat(run.plan("create index if not exists i on t (a)").warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aRequiredColumnNeedsAnEmptyTable(int major) {
    Session session = yard.empty(major, "leftovers");
    session.execute("create table t (id int)");
    PlanRun run = new PlanRun(session);
    Plan plan = run.plan("alter table t add column g int not null");
    plan.phases().forEach(run::run);
    assertThat(session.query("select attnotnull from pg_attribute where attname = 'g'"))
        .containsExactly("t");
    session.execute("insert into t values (1, 1); analyze t");
    assertThatThrownBy(() -> run.plan("alter table t add column h int not null"))
        .hasMessageContaining("PLAN-1")
        .hasMessageContaining("without a value");
  }

  /** The partitions' own foreign keys prove the parent's: it reads no row again. */
  @ParameterizedTest
  @MethodSource("majors")
  void aForeignKeyAdoptsThoseOfThePartitions(int major) {
    Session session = yard.empty(major, "leftovers");
    session.execute(
        """
        create table ref (id int primary key);
        create table parted (id int, r int) partition by list (id);
        create table parted_1 partition of parted for values in (1);
        create table parted_2 partition of parted for values in (2);
        insert into ref values (1), (2); insert into parted values (1, 1), (2, 2);
        alter table parted_1 add constraint r foreign key (r) references ref;
        alter table parted_2 add constraint r foreign key (r) references ref\
        """);
    assertThat(
            scansOf(session, "alter table parted add constraint r foreign key (r) references ref"))
        .isZero();
    session.execute("alter table parted drop constraint r");
    assertThat(
            scansOf(session, "alter table parted add constraint r foreign key (r) references ref"))
        .isPositive();
  }

  private static long scansOf(Session session, String sql) {
    String count =
        "select sum(seq_scan) from pg_stat_xact_user_tables where relname like 'parted\\__'";
    session.execute("begin");
    long before = Long.parseLong(session.query(count).getFirst());
    session.execute(sql);
    long after = Long.parseLong(session.query(count).getFirst());
    session.execute("commit");
    return after - before;
  }
}
