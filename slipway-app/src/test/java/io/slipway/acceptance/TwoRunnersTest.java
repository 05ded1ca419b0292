package io.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Two runners started together: one works, the other says who does and exits 75. */
class TwoRunnersTest {
  @Test
  void theSecondNamesTheFirst() throws Exception {
    Path migrations =
        Servers.migrations("V1__flag.sql", "ALTER TABLE account ADD COLUMN flag boolean;\n");
    try (Bank bank = Bank.open(Servers.shared(), "two_runners");
        Connection reader = bank.connect();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT 1 FROM account LIMIT 1").close();
      String[] migrate = {
        "migrate", "--database", bank.uri(), "--migrations", migrations.toString(), "--yes"
      };
      try (Child first = Child.start(migrate)) {
        Waiting.until(
            () -> first.err().contains("idle in transaction"), () -> first.err() + first.out());
        Child.Ended second = Child.run(migrate);
        assertThat(second.exit()).as(second.err()).isEqualTo(75);
        assertThat(second.err()).contains("process " + first.pid());
        reader.rollback();
        assertThat(first.end().exit()).as(first.err()).isZero();
      }
    }
  }
}
