package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} at random moments of a primary key's int→bigint under writers: each time the same
 * command goes on; at the end no row is lost, no row was done twice, each kill cost one chunk at
 * most, and nothing is left behind.
 */
class KillTest {
  private static final int CHUNK = 100;

  /** A stride takes every twelfth key: about a batch, more where keys are missing between. */
  private static final int MOST_OF_A_CHUNK = CHUNK * 3 / 2;

  @Test
  void survivesThreeKills() throws Exception {
    killed(3, 60, 7);
  }

  @Test
  @Tag("slow")
  void survivesTwentyKills() throws Exception {
    killed(20, 900, System.nanoTime());
  }

  /**
   * @param delayMs slow enough that every kill finds something going on
   */
  private static void killed(int times, int delayMs, long seed) throws Exception {
    Random random = new Random(seed);
    String slowly = "-- @metadata {\"batchSize\": %d, \"delayMs\": %d}\n".formatted(CHUNK, delayMs);
    Path migrations =
        Servers.migrations(
            "V1__wider_key.sql", slowly + "ALTER TABLE account ALTER COLUMN id TYPE bigint;");
    try (Bank bank = Bank.open(Servers.shared(), "kill_" + times)) {
      countWhatWeDo(bank);
      bank.withWriters(6);
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
      long again = 0;
      for (int kill = 1; kill <= times; kill++) {
        try (Child child = Child.start(migrate)) {
          while (child.isAlive() && !isConnected(bank)) Thread.sleep(20);
          Thread.sleep(random.nextInt(1500));
          assertThat(child.isAlive()).as("before kill %d: %s", kill, child.err()).isTrue();
          child.kill();
        }
        while (isConnected(bank)) Thread.sleep(20);
        long lost = rowsOfTheLastChunkIfItWasLost(bank);
        assertThat(lost).as("rows lost by kill %d", kill).isLessThanOrEqualTo(MOST_OF_A_CHUNK);
        again += lost;
      }
      Child.Ended ended = Child.run(migrate);
      assertThat(ended.exit()).as(ended.err()).isZero();
      Bank.Outcome outcome = bank.settle();
      long kept = number(bank, "SELECT count(*) FROM kept");
      System.err.printf(
          "kill -9 x %d (seed %d): %s, %d rows done, %d of them again%n",
          times, seed, outcome, kept, again);
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.wrongRows()).isZero();
      assertThat(kept).isGreaterThan(Bank.ROWS / 2);
      assertThat(number(bank, "SELECT count(DISTINCT id) FROM kept")).isEqualTo(kept);
      bank.execute("DROP FUNCTION count_what_we_do CASCADE");
      assertThat(bank.leftovers()).isEmpty();
      assertThat(
              bank.value(
                  """
                  SELECT format_type(atttypid, -1) FROM pg_attribute
                   WHERE attrelid = 'account'::regclass AND attname = 'id'\
                  """))
          .isEqualTo("bigint");
    }
  }

  /**
   * What Slipway's own sessions change: the rows that were kept, and of the transaction that came
   * last its number and its rows, which sequences tell even if it was lost.
   */
  private static void countWhatWeDo(Bank bank) throws SQLException {
    bank.execute(
        """
        CREATE SEQUENCE last_chunk;
        CREATE SEQUENCE rows_of_last_chunk;
        CREATE TABLE kept (id bigint);
        CREATE FUNCTION count_what_we_do() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_setting('application_name') NOT LIKE 'slipway%' THEN
            RETURN NULL;
          END IF;
          INSERT INTO public.kept VALUES (NEW.id);
          IF txid_current() = (SELECT last_value FROM public.last_chunk) THEN
            PERFORM nextval('public.rows_of_last_chunk');
          ELSE
            PERFORM setval('public.rows_of_last_chunk', 1), setval('public.last_chunk', txid_current());
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER count_what_we_do AFTER UPDATE ON account
          FOR EACH ROW EXECUTE FUNCTION count_what_we_do();
        ALTER TABLE account ENABLE ALWAYS TRIGGER count_what_we_do;
        """);
  }

  private static long rowsOfTheLastChunkIfItWasLost(Bank bank) throws SQLException {
    return number(
        bank,
        """
        SELECT CASE WHEN is_called AND txid_status(last_value) = 'aborted'
                    THEN (SELECT last_value FROM rows_of_last_chunk) ELSE 0 END FROM last_chunk\
        """);
  }

  private static boolean isConnected(Bank bank) throws SQLException {
    return number(
            bank,
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND application_name LIKE 'slipway%'\
            """)
        > 0;
  }

  private static long number(Bank bank, String sql) throws SQLException {
    return Long.parseLong(bank.value(sql));
  }
}
