package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SIGTERM and Ctrl-C in the middle of a backfill: a clean stop within two seconds, and the same
 * command goes on.
 */
class StopTest {
  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void stopsCleanlyAndGoesOn(String signal, int exit) throws Exception {
    Path migrations =
        Servers.migrations(
            "V1__rate.sql",
            """
            -- @metadata {"batchSize": 100, "delayMs": 20}
            UPDATE account SET owner = upper(owner);
            """);
    try (Bank bank = Bank.open(Servers.shared(), "stop_" + exit)) {
      String[] migrate = {
        "migrate", "--database", bank.uri(), "--migrations", migrations.toString(), "--yes"
      };
      try (Child child = Child.start(migrate)) {
        Waiting.until(() -> touched(bank) > 300, child::err);
        long since = System.nanoTime();
        child.signal(signal);
        Child.Ended ended = child.end();
        assertThat((System.nanoTime() - since) / 1_000_000).as("ms to stop").isLessThan(2000);
        assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
        assertThat(ended.err()).contains("migrate");
      }
      long before = touched(bank);
      assertThat(before).isLessThan(Bank.ROWS);
      assertThat(
              bank.value(
                  "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'slipway/%'"))
          .isEqualTo("0");
      Child.Ended ended = Child.run(migrate);
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(touched(bank)).isEqualTo(Bank.ROWS);
    }
  }

  private static long touched(Bank bank) throws Exception {
    return Long.parseLong(bank.value("SELECT count(*) FROM account WHERE owner LIKE 'OWNER%'"));
  }
}
