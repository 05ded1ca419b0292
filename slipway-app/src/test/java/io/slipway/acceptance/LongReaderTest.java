package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A transaction that has read the table and sits there: Slipway waits and says for whom, the
 * application does not wait.
 */
class LongReaderTest {
  private static final long BUDGET_MS = 1000;

  @Test
  void waitsForItWhileTheApplicationGoesOn() throws Exception {
    idleFor(Duration.ofSeconds(6));
  }

  @Test
  @Tag("slow")
  void waitsTenMinutes() throws Exception {
    idleFor(Duration.ofMinutes(10));
  }

  private static void idleFor(Duration time) throws Exception {
    Path migrations =
        Servers.migrations("V1__flag.sql", "ALTER TABLE account ADD COLUMN flag boolean;\n");
    try (Bank bank = Bank.open(Servers.shared(), "long_reader_" + time.toSeconds()).withWriters(4);
        Connection reader = bank.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT 1 FROM account LIMIT 1").close();
      try (Child child =
          Child.start(
              "migrate",
              "--database",
              bank.uri(),
              "--migrations",
              migrations.toString(),
              "--yes")) {
        Waiting.until(() -> child.err().contains("idle in transaction"), child::err);
        Thread.sleep(time.toMillis());
        assertThat(child.isAlive()).as(child.err()).isTrue();
        reader.rollback();
        assertThat(child.end().exit()).as(child.err()).isZero();
      }
      Bank.Outcome outcome = bank.settle();
      System.err.println("idle reader for " + time + ": " + outcome);
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.longestWaitMs()).isLessThanOrEqualTo(BUDGET_MS + 100);
      assertThat(
              bank.value(
                  "SELECT count(*) FROM pg_attribute WHERE attrelid = 'account'::regclass AND attname = 'flag'"))
          .isEqualTo("1");
    }
  }
}
