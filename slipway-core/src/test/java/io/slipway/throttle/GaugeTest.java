package io.slipway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.jdbc.Sql;
import io.slipway.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Levels are reached at once and left slowly; what cannot be read, or was read long ago, waits. */
class GaugeTest {
  private static final Duration STALE = Duration.ofSeconds(15);
  private TestPostgres.Database database;
  private Sql sql;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void open() {
    database = TestPostgres.fresh();
    database.execute("CREATE TABLE load (n numeric); INSERT INTO load VALUES (0)");
    sql = Database.at(DatabaseUrl.parse(database.uri(), Map.of())).connect("R", "signals");
  }

  @AfterEach
  void close() {
    sql.close();
    database.close();
  }

  private Gauge gauge() {
    CustomSql load = new CustomSql("load", "SELECT n FROM load", 10, 100);
    return new Gauge("sql.load", "load", load.limits(), load, now);
  }

  private Level at(Gauge gauge, Object value) {
    database.execute("UPDATE load SET n = " + value);
    now = now.plusSeconds(1);
    assertThat(gauge.look(sql, now)).isTrue();
    return gauge.reading(now, STALE).level();
  }

  private List<Level> through(Gauge gauge, double... values) {
    List<Level> levels = new ArrayList<>();
    for (double value : values) levels.add(at(gauge, value));
    return levels;
  }

  @Test
  void aLevelIsReachedAtItsLimitAndAtOnce() {
    assertThat(through(gauge(), 9, 10, 99, 100))
        .containsExactly(Level.CALM, Level.SOFT, Level.SOFT, Level.HARD);
  }

  @Test
  void aLevelIsLeftAfterThreeLooksWellUnderIt() {
    assertThat(through(gauge(), 100, 81, 79, 79, 79))
        .containsExactly(Level.HARD, Level.HARD, Level.HARD, Level.HARD, Level.SOFT);
    assertThat(through(gauge(), 12, 7, 7, 9, 7, 7, 7))
        .containsExactly(
            Level.SOFT, Level.SOFT, Level.SOFT, Level.SOFT, Level.SOFT, Level.SOFT, Level.CALM);
  }

  @Test
  void aValueThatSwaysAboutItsLimitDoesNotFlap() {
    Gauge gauge = gauge();
    Instant since = null;
    for (int i = 0; i < 20; i++) {
      assertThat(at(gauge, i % 2 == 0 ? 101 : 95)).isEqualTo(Level.HARD);
      Instant told = gauge.reading(now, STALE).since();
      if (since != null) assertThat(told).isEqualTo(since);
      since = told;
    }
  }

  @Test
  void whatCannotBeReadWaitsAndSaysWhyAndSinceWhen() {
    Gauge gauge = gauge();
    assertThat(at(gauge, 1)).isEqualTo(Level.CALM);
    database.execute("ALTER TABLE load RENAME COLUMN n TO m");
    Instant failed = now.plusSeconds(1);
    for (int i = 0; i < 3; i++) {
      now = now.plusSeconds(1);
      gauge.look(sql, now);
    }
    Reading blind = gauge.reading(now, STALE);
    assertThat(blind.level()).isEqualTo(Level.HARD);
    assertThat(blind.value()).contains("cannot be read").contains("column \"n\" does not exist");
    assertThat(blind.since()).isEqualTo(failed);
    database.execute("ALTER TABLE load RENAME COLUMN m TO n");
    assertThat(at(gauge, 1)).as("read again").isEqualTo(Level.CALM);
  }

  @Test
  void noNumberSaysNothingAndWaits() {
    Gauge gauge = gauge();
    assertThat(at(gauge, "NULL")).isEqualTo(Level.HARD);
    assertThat(gauge.reading(now, STALE).value()).contains("NULL instead of one number");
    database.execute("DELETE FROM load");
    gauge.look(sql, now);
    assertThat(gauge.reading(now, STALE).value()).contains("0 rows instead of one number");
  }

  @Test
  void whatWasReadLongAgoWaits() {
    Gauge gauge = gauge();
    assertThat(at(gauge, 1)).isEqualTo(Level.CALM);
    assertThat(gauge.reading(now.plusSeconds(15), STALE).level()).isEqualTo(Level.CALM);
    Reading stale = gauge.reading(now.plusSeconds(16), STALE);
    assertThat(stale.level()).isEqualTo(Level.HARD);
    assertThat(stale.value()).isEqualTo("not read for 16.0 s");
  }

  @Test
  void aSignalCannotWrite() {
    CustomSql writes =
        new CustomSql("w", "WITH d AS (DELETE FROM load RETURNING 1) SELECT count(*) FROM d", 1, 2);
    Gauge gauge = new Gauge("sql.w", "w", writes.limits(), writes, now);
    gauge.look(sql, now);
    assertThat(gauge.reading(now, STALE).value()).contains("read-only transaction");
    assertThat(database.value("SELECT count(*) FROM load")).isEqualTo("1");
  }
}
