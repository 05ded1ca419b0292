package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens around a rename between its phases. */
class RenameTest {
  static List<Integer> majors() {
    return TestPostgres.majors();
  }

  private static Plan begun(PlanRun run, Session session) {
    session.execute(PlanRun.STATE);
    session.execute(
        "create table t (id int primary key, a text); create index t_a on t (a);"
            + " insert into t values (1, 'x'), (2, null)");
    Plan plan = run.plan("alter table t rename column a to b");
    run.run(plan.phases().get(0));
    run.run(plan.phases().get(1));
    return plan;
  }

  /** It would be dropped with the second column, without a word. */
  @ParameterizedTest
  @MethodSource("majors")
  void anIndexMadeOnTheNewNameStopsTheContract(int major) {
    try (TestPostgres.Database database = TestPostgres.fresh(major);
        Session session = new Session(database.connect())) {
      PlanRun run = new PlanRun(session);
      Plan plan = begun(run, session);
      session.execute("create index other on t (lower(b))");
      assertThatThrownBy(() -> run.run(plan.phases().get(2)))
          .hasMessageContaining("nothing was made on public.t.b meanwhile")
          .hasMessageContaining("index other");
      session.execute("drop index other");
      run.run(plan.phases().get(2));
      assertThat(session.query("select id, b from t order by id")).containsExactly("1|x", "2|null");
    }
  }

  /** The column keeps its values for every snapshot: nobody has to be waited for. */
  @ParameterizedTest
  @MethodSource("majors")
  void anOldSnapshotReadsTheNewName(int major) throws SQLException {
    try (TestPostgres.Database database = TestPostgres.fresh(major);
        Session session = new Session(database.connect());
        Connection old = database.connect();
        Statement statement = old.createStatement()) {
      PlanRun run = new PlanRun(session);
      session.execute(PlanRun.STATE);
      session.execute("create table t (id int primary key, a text); insert into t values (1, 'x')");
      Plan plan = run.plan("alter table t rename column a to b");
      old.setAutoCommit(false);
      old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("select 1");
      plan.phases().forEach(run::run);
      session.execute("update t set b = 'y'");
      try (ResultSet rows = statement.executeQuery("select b from t")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("x");
      }
    }
  }
}
