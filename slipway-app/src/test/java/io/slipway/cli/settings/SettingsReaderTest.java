package io.slipway.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.analysis.Severity;
import io.slipway.cli.CommandLineRun;
import io.slipway.cli.output.Format;
import io.slipway.cli.output.Paint;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @TempDir Path folder;
  private final GlobalOptions options = new GlobalOptions();

  private Settings read(CommandLineRun run) {
    return new SettingsReader(options, run.surroundings()).read(Format.TEXT);
  }

  @Test
  void theDefaultsAreThese() {
    Settings settings = read(CommandLineRun.in(folder));
    assertThat(settings.database()).isEmpty();
    assertThat(settings.migrations()).isEmpty();
    assertThat(settings.schema()).isNull();
    assertThat(settings.serverVersion()).isZero();
    assertThat(settings.lockBudget()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.lockTimeout()).isEqualTo(Duration.ofMillis(100));
    assertThat(settings.applicationName().isKnown()).isFalse();
    assertThat(settings.applicationName().quiet()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.failOn()).isEqualTo(Severity.ERROR);
    assertThat(settings.paint()).isEqualTo(Paint.PLAIN);
  }

  @Test
  void aFlagWinsOverTheEnvironmentWhichWinsOverTheFile() {
    var run =
        CommandLineRun.in(folder)
            .file("slipway.toml", "lock-budget = \"3s\"\nlock-timeout = \"30ms\"\nschema = \"a\"")
            .with("SLIPWAY_LOCK_BUDGET", "2s")
            .with("SLIPWAY_LOCK_TIMEOUT", "20ms");
    options.lockBudget = "500ms";
    assertThat(read(run).lockBudget()).isEqualTo(Duration.ofMillis(500));
    assertThat(read(run).lockTimeout()).isEqualTo(Duration.ofMillis(20));
    assertThat(read(run).schema()).isEqualTo("a");
  }

  @Test
  void theDatabaseIsHeardInTheSameOrder() {
    var run =
        CommandLineRun.in(folder)
            .file("slipway.toml", "database = \"postgresql://f/f\"")
            .with("PGHOST", "h")
            .with("PGUSER", "u");
    assertThat(shown(run)).isEqualTo("postgresql://u@h:5432/u");
    assertThat(shown(run.with("DATABASE_URL", "postgres://e@e/e")))
        .isEqualTo("postgresql://e@e:5432/e");
    options.database = "postgresql://x:y@flag:6543/d";
    assertThat(shown(run)).isEqualTo("postgresql://x@flag:6543/d");
  }

  private String shown(CommandLineRun run) {
    return read(run).requiredDatabase().toString();
  }

  @Test
  void theApplicationNameHoldsItsVersionOnce() {
    var run =
        CommandLineRun.in(folder)
            .file("slipway.toml", "application-name = \"shop-{version}-web\"")
            .with("SLIPWAY_APPLICATION_QUIET", "5s");
    assertThat(read(run).applicationName().versionOf("shop-1.4.2-web")).hasValue("1.4.2");
    assertThat(read(run).applicationName().versionOf("psql")).isEmpty();
    assertThat(read(run).applicationName().quiet()).isEqualTo(Duration.ofSeconds(5));
    assertThatThrownBy(() -> read(run.with("SLIPWAY_APPLICATION_NAME", "shop")))
        .hasMessageContaining("application-name is \"shop\"");
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithItsOrigin() {
    var run = CommandLineRun.in(folder).with("SLIPWAY_MIGRATIONS", "nowhere");
    assertThatThrownBy(() -> read(run))
        .hasMessageContaining("no folder nowhere, which SLIPWAY_MIGRATIONS names");
  }

  @Test
  void aWrongDurationIsNamedWithItsOrigin() {
    var run = CommandLineRun.in(folder).file("slipway.toml", "\nlock-budget = \"soon\"");
    assertThatThrownBy(() -> read(run))
        .hasMessageContaining("`soon`, from slipway.toml:2 (lock-budget), is not a duration");
  }

  @Test
  void theFirstUsualFolderIsTaken() {
    var run =
        CommandLineRun.in(folder)
            .file("prisma/migrations/1/migration.sql", "")
            .file("db/migration/V1__a.sql", "");
    assertThat(read(run).migrations()).containsExactly(folder.resolve("db/migration"));
  }
}
