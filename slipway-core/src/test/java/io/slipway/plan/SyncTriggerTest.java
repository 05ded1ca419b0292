package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/**
 * The trigger that keeps both names of a column in step, under everything an application writes.
 */
class SyncTriggerTest {
  private static final String TABLE =
      """
      create table t (id int primary key, old_name int default 7, other int, unique (old_name, id));
      insert into t (id, old_name) values (1, 1), (2, null);
      """;

  static Stream<Integer> majors() {
    return TestPostgres.majors().stream();
  }

  /** With both names there, the rows filled, the gate not passed. */
  private static void whileBothAreThere(int major, String schema, Consumer<Database> test) {
    try (Database database = TestPostgres.fresh(major);
        Session session = Session.on(database)) {
      database.execute(schema);
      PlanRun run = new PlanRun(session);
      Plan plan = run.plan("alter table t rename column old_name to new_name");
      run.run(plan.phases().get(0));
      run.run(plan.phases().get(1));
      test.accept(database);
    }
  }

  private static String both(Database database, int id) {
    return database.value("select old_name, new_name from t where id = " + id);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void theSideThatIsWrittenWins(int major) {
    whileBothAreThere(
        major,
        TABLE,
        it -> {
          it.execute("insert into t (id, old_name) values (10, 3)");
          assertThat(both(it, 10)).isEqualTo("3|3");
          it.execute("insert into t (id, new_name) values (11, 4)");
          assertThat(both(it, 11)).isEqualTo("4|4");
          it.execute("insert into t (id, old_name, new_name) values (12, 5, 6)");
          assertThat(both(it, 12)).isEqualTo("6|6");
          it.execute("insert into t (id) values (13)");
          assertThat(both(it, 13)).as("the default").isEqualTo("7|7");
          it.execute("insert into t (id, old_name) values (14, null)");
          assertThat(both(it, 14)).isEqualTo("null|null");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anUpdateFollowsWhicheverSideChanged(int major) {
    whileBothAreThere(
        major,
        TABLE,
        it -> {
          it.execute("update t set old_name = 20 where id = 1");
          assertThat(both(it, 1)).isEqualTo("20|20");
          it.execute("update t set new_name = 21 where id = 1");
          assertThat(both(it, 1)).isEqualTo("21|21");
          it.execute("update t set old_name = 22, new_name = 23 where id = 1");
          assertThat(both(it, 1)).as("the new side wins").isEqualTo("23|23");
          it.execute("update t set old_name = null where id = 1");
          assertThat(both(it, 1)).isEqualTo("null|null");
          it.execute("update t set new_name = 5 where id = 1");
          it.execute("update t set new_name = null where id = 1");
          assertThat(both(it, 1)).isEqualTo("null|null");
          it.execute("update t set other = 1 where id = 2");
          assertThat(both(it, 2)).isEqualTo("null|null");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void onConflictGoesThroughIt(int major) {
    whileBothAreThere(
        major,
        TABLE,
        it -> {
          it.execute(
              "insert into t (id, old_name) values (1, 30)"
                  + " on conflict (id) do update set old_name = excluded.old_name");
          assertThat(both(it, 1)).isEqualTo("30|30");
          it.execute(
              "insert into t (id, new_name) values (1, 31)"
                  + " on conflict (id) do update set new_name = excluded.new_name");
          assertThat(both(it, 1)).isEqualTo("31|31");
          it.execute("insert into t (id, new_name) values (1, 32) on conflict do nothing");
          assertThat(both(it, 1)).isEqualTo("31|31");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void copyGoesThroughIt(int major) {
    whileBothAreThere(
        major,
        TABLE,
        it -> {
          copy(it, "copy t (id, old_name) from stdin", "40\t1\n41\t\\N\n");
          copy(it, "copy t (id, new_name) from stdin", "42\t2\n");
          assertThat(both(it, 40)).isEqualTo("1|1");
          assertThat(both(it, 41)).isEqualTo("null|null");
          assertThat(both(it, 42)).isEqualTo("2|2");
        });
  }

  private static void copy(Database database, String sql, String rows) {
    try (var connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new java.io.StringReader(rows));
    } catch (SQLException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aUsersTriggerThatChangesTheColumnIsFollowed(int major) {
    String doubles =
        """
        create function doubles() returns trigger language plpgsql as $$
        begin new.old_name := new.old_name * 2; return new; end $$;
        create trigger zzzz_last before insert or update of other on t
          for each row execute function doubles();
        """;
    whileBothAreThere(
        major,
        TABLE + doubles,
        it -> {
          it.execute("insert into t (id, old_name) values (50, 4)");
          assertThat(both(it, 50)).isEqualTo("8|8");
          it.execute("update t set other = 1 where id = 50");
          assertThat(both(it, 50)).isEqualTo("16|16");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void rowsAppliedByReplicationAreInStep(int major) {
    whileBothAreThere(
        major,
        TABLE,
        it -> {
          it.execute(
              "set session_replication_role = replica; insert into t (id, old_name) values (60,"
                  + " 3)");
          assertThat(both(it, 60)).isEqualTo("3|3");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aSearchPathThatLiesChangesNothing(int major) {
    whileBothAreThere(
        major,
        TABLE,
        it -> {
          it.execute(
              """
              create schema evil;
              create function evil.differs(int, int) returns bool language sql as 'select false';
              create operator evil.<> (leftarg = int, rightarg = int, function = evil.differs);
              create operator evil.= (leftarg = int, rightarg = int, function = evil.differs);
              set search_path = evil, public;
              update public.t set new_name = 70 where id operator(pg_catalog.=) 1\
              """);
          assertThat(both(it, 1)).isEqualTo("70|70");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aChangeThatEqualityDoesNotSeeIsKept(int major) {
    String schema =
        "create table t (id int primary key, old_name numeric); insert into t values (1, 1.0)";
    whileBothAreThere(
        major,
        schema,
        it -> {
          it.execute("update t set new_name = 1.00 where id = 1");
          assertThat(both(it, 1)).isEqualTo("1.00|1.00");
        });
  }

  @ParameterizedTest
  @MethodSource("majors")
  void rowsNotYetFilledAreLeftToTheOldSide(int major) {
    try (Database database = TestPostgres.fresh(major);
        Session session = Session.on(database)) {
      database.execute(TABLE);
      PlanRun run = new PlanRun(session);
      run.run(run.plan("alter table t rename column old_name to new_name").phases().get(0));
      assertThat(both(database, 1)).isEqualTo("1|null");
      database.execute("update t set other = 5 where id = 1");
      assertThat(both(database, 1)).isEqualTo("1|1");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aValueThatDoesNotConvertDoesNotFailTheApplication(int major) {
    try (Database database = TestPostgres.fresh(major);
        Session session = Session.on(database)) {
      database.execute(
          "create table t (id int primary key, a text); insert into t values (1, '1')");
      PlanRun run = new PlanRun(session);
      Plan plan = run.plan("alter table t alter column a type int using a::int");
      run.run(plan.phases().get(0));
      database.execute("insert into t values (2, '2'), (3, 'three')");
      assertThat(database.query("select id, a, a_new from t order by 1"))
          .containsExactly("1|1|null", "2|2|2", "3|three|null");
    }
  }

  /** What copies that fill the gaps of one another do to the same three writes. */
  private static final String COALESCE =
      """
      create table t (id int primary key, old_name int, other int, new_name int);
      create function fills() returns trigger language plpgsql as $$
      begin
        new.new_name := coalesce(new.new_name, new.old_name);
        new.old_name := coalesce(new.old_name, new.new_name);
        return new;
      end $$;
      create trigger fills before insert or update on t for each row execute function fills();
      insert into t (id, old_name) values (1, 1), (2, 2), (3, 3);
      """;

  private static List<String> afterAnUpdateAndANullOnEachSide(Database database) {
    database.execute("update t set old_name = 10 where id = 1");
    database.execute("update t set old_name = null where id = 2");
    database.execute("update t set new_name = null where id = 3");
    return database.query("select id, old_name, new_name from t where id < 4 order by id");
  }

  @ParameterizedTest
  @MethodSource("majors")
  void coalesceLosesAnUpdateAndANullAndThisDoesNot(int major) {
    try (Database database = TestPostgres.fresh(major)) {
      database.execute(COALESCE);
      assertThat(afterAnUpdateAndANullOnEachSide(database))
          .as("the update does not reach the new name; neither NULL stays or arrives")
          .containsExactly("1|10|1", "2|2|2", "3|3|3");
    }
    whileBothAreThere(
        major,
        "create table t (id int primary key, old_name int, other int);"
            + " insert into t values (1, 1), (2, 2), (3, 3)",
        it ->
            assertThat(afterAnUpdateAndANullOnEachSide(it))
                .containsExactly("1|10|10", "2|null|null", "3|null|null"));
  }
}
