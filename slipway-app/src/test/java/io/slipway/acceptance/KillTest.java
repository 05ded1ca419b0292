package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} at random moments of a primary key's int→bigint under writers: each time the same
 * command goes on, and at the end no row is lost and nothing is left behind.
 */
class KillTest {
  /** Slow enough that every kill finds something going on. */
  private static final String TO_BIGINT =
      """
      -- @metadata {"batchSize": 100, "delayMs": 60}
      ALTER TABLE account ALTER COLUMN id TYPE bigint;
      """;

  @Test
  void survivesThreeKills() throws Exception {
    killed(3, 7);
  }

  @Test
  @Tag("slow")
  void survivesTwentyKills() throws Exception {
    killed(20, System.nanoTime());
  }

  private static void killed(int times, long seed) throws Exception {
    Random random = new Random(seed);
    Path migrations = Servers.migrations("V1__wider_key.sql", TO_BIGINT);
    try (Bank bank = Bank.open(Servers.shared(), "kill_" + times).withWriters(6)) {
      String[] migrate = {
        "migrate",
        "--database",
        bank.uri(),
        "--migrations",
        migrations.toString(),
        "--yes",
        "--format",
        "json"
      };
      int kills = 0;
      while (kills < times) {
        try (Child child = Child.start(migrate)) {
          Thread.sleep(900 + random.nextInt(1800));
          if (child.isAlive()) {
            child.kill();
            kills++;
          } else {
            Child.Ended early = child.end();
            assertThat(early.exit()).as(early.err()).isIn(0, 75);
            System.err.println(
                "ended by itself after " + kills + " kills: " + early.exit() + " " + early.err());
            if (early.exit() == 0) break;
          }
        }
      }
      Child.Ended ended = Child.run(migrate);
      assertThat(ended.exit()).as(ended.err()).isZero();
      Bank.Outcome outcome = bank.settle();
      System.err.println("kill -9 x " + kills + " (seed " + seed + "): " + outcome);
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.wrongRows()).isZero();
      assertThat(bank.leftovers()).isEmpty();
      assertThat(
              bank.value(
                  "SELECT format_type(atttypid, -1) FROM pg_attribute WHERE attrelid = 'account'::regclass AND attname = 'id'"))
          .isEqualTo("bigint");
    }
  }
}
