package io.slipway.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void knowsWhatItIsConnectedTo(int major) {
    try (var fresh = TestPostgres.fresh(major)) {
      Database.ServerInfo info = at(fresh.uri()).check();
      assertThat(info.version().major()).isEqualTo(major);
      assertThat(info.schema()).isEqualTo("public");
      assertThat(info.mayCreate()).isTrue();
      assertThat(info.warnings()).isEmpty();
    }
  }

  @Test
  void whatARoleHasSetForApplicationsDoesNotReachUs() {
    try (var fresh = TestPostgres.fresh()) {
      fresh.execute(
          """
          ALTER DATABASE %1$s SET statement_timeout = '1s';
          ALTER DATABASE %1$s SET lock_timeout = '1s';
          ALTER DATABASE %1$s SET default_transaction_isolation = 'serializable'"""
              .formatted(fresh.name()));
      try (Sql sql = at(fresh.uri()).connect("R1", "work")) {
        assertThat(show(sql, "statement_timeout")).isEqualTo("0");
        assertThat(show(sql, "lock_timeout")).isEqualTo("0");
        assertThat(show(sql, "transaction_isolation")).isEqualTo("read committed");
        assertThat(show(sql, "application_name")).isEqualTo("slipway/R1/work");
        assertThat(show(sql, "idle_in_transaction_session_timeout")).isEqualTo("10s");
      }
    }
  }

  private static String show(Sql sql, String setting) {
    return sql.one("SHOW " + setting, row -> row.text(1));
  }

  @Test
  void saysWhyThereIsNoWayIn() {
    try (var fresh = TestPostgres.fresh()) {
      refuses(fresh.uri() + "x", Kind.USAGE, "there is no database");
      refuses("postgres://postgres@127.0.0.1:1/x", Kind.RETRYABLE, "no answer from");
      fresh.execute(
          "ALTER DATABASE %s SET default_transaction_read_only = on".formatted(fresh.name()));
      refuses(fresh.uri(), Kind.RETRYABLE, "is read-only");
    }
  }

  private static void refuses(String uri, Kind kind, String what) {
    assertThatThrownBy(() -> at(uri).check())
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> {
              assertThat(e.problem().kind()).isEqualTo(kind);
              assertThat(e.problem().render()).contains(what, "Nothing changed.");
            });
  }

  static Database at(String uri) {
    return Database.at(DatabaseUrl.parse(uri, Map.of()));
  }

  @Test
  void sendsWhatItWasGiven() {
    try (var fresh = TestPostgres.fresh();
        Sql sql = at(fresh.uri()).connect("R1", "work")) {
      sql.execute("CREATE TABLE t (id int, tags jsonb, at timestamptz, names text[])");
      sql.update(
          "INSERT INTO t VALUES (?, ?, ?, ?)", 7L, "{\"a\": 1}", null, new String[] {"x", "y,\"z"});
      assertThat(sql.query("SELECT tags ->> 'a' FROM t WHERE id = ?", row -> row.text(1), "7"))
          .containsExactly("1");
      assertThat(sql.rows("SELECT id FROM t WHERE tags ? 'a'", row -> row.number(1)))
          .containsExactly(7L);
      assertThat(sql.query("SELECT names, at FROM t", row -> row.texts(1)))
          .containsExactly(List.of("x", "y,\"z"));
    }
  }
}
