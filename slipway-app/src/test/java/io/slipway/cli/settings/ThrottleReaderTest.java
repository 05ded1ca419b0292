package io.slipway.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.cli.CommandLineRun;
import io.slipway.cli.output.Format;
import io.slipway.throttle.CustomSql;
import io.slipway.throttle.Limits;
import io.slipway.throttle.ResourceLimits;
import io.slipway.throttle.ThrottleSettings;
import io.slipway.throttle.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleReaderTest {
  @TempDir Path folder;
  private final GlobalOptions options = new GlobalOptions();

  private ThrottleSettings read(CommandLineRun run) {
    return new SettingsReader(options, run.surroundings()).read(Format.TEXT).throttle();
  }

  private CommandLineRun toml(String text) {
    return CommandLineRun.in(folder).file("slipway.toml", text);
  }

  @Test
  void theDefaultsAreThese() {
    ThrottleSettings settings = read(CommandLineRun.in(folder));
    assertThat(settings).isEqualTo(ThrottleSettings.DEFAULTS);
    assertThat(settings.every()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.stale()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.resources()).isEqualTo(ResourceLimits.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replica-lag      | 500ms, 2min  | 0.5      | 120      | SECONDS",
        "commit-time      | 20ms, 1s     | 20       | 1000     | MILLISECONDS",
        "replica-bytes    | 512kB, 1.5GB | 524288   | 1610612736 | BYTES",
        "slot-used        | 10, 20%      | 10       | 20       | PERCENT",
        "active-sessions  | 0.5, 30      | 0.5      | 30       | NUMBER"
      })
  void limitsAreWrittenInTheirUnit(String key, String text, double soft, double hard, Unit unit) {
    Limits limits = new Limits(soft, hard, unit);
    assertThat(read(toml("[throttle]\n" + key + " = \"" + text + "\"")).limits())
        .containsOnlyKeys(key)
        .containsEntry(key, limits);
    options.throttle = List.of(key + "=" + text);
    assertThat(read(toml("")).limits()).containsEntry(key, limits);
  }

  @Test
  void aFlagWinsOverTheEnvironmentWhichWinsOverTheFile() {
    CommandLineRun run =
        toml("max-iops = 3000\n[throttle]\nreplica-lag = [\"3s\", \"30s\"]\nwal-rate = \"off\"");
    assertThat(lag(run)).isEqualTo(new Limits(3, 30, Unit.SECONDS));
    assertThat(read(run).limits()).containsEntry("wal-rate", Limits.off(Unit.PERCENT));
    assertThat(read(run).resources().maxIops()).isEqualTo(3000);
    run.with("SLIPWAY_THROTTLE_REPLICA_LAG", "2s, 20s").with("SLIPWAY_MAX_IOPS", "2000");
    assertThat(lag(run)).isEqualTo(new Limits(2, 20, Unit.SECONDS));
    assertThat(read(run).resources().maxIops()).isEqualTo(2000);
    options.throttle = List.of("replica-lag=1s,10s");
    options.maxIops = "1000";
    assertThat(lag(run)).isEqualTo(new Limits(1, 10, Unit.SECONDS));
    assertThat(read(run).resources().maxIops()).isEqualTo(1000);
  }

  private Limits lag(CommandLineRun run) {
    return java.util.Objects.requireNonNull(read(run).limits().get("replica-lag"));
  }

  @Test
  void theGuidesResourceLimits() {
    assertThat(
            read(toml(
                    """
                    max-concurrent-migrations = 1
                    max-cpu-percent = 50
                    max-iops = 1000
                    max-memory-mb = 2048
                    """))
                .resources())
        .isEqualTo(new ResourceLimits(1, 50, 1000, 2048));
  }

  @Test
  void aSignalOfTheUsersOwn() {
    CommandLineRun run =
        toml(
            """
            [throttle.sql.job_queue]
            query = "SELECT count(*) FROM jobs WHERE state IN ('ready', 'late')"
            soft = 1000
            hard = 5000
            """);
    assertThat(read(run).custom())
        .containsExactly(
            new CustomSql(
                "job_queue",
                "SELECT count(*) FROM jobs WHERE state IN ('ready', 'late')",
                1000,
                5000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "throttle.replica-lag = '2s'        | from slipway.toml:1 (throttle.replica-lag), is not a soft and a hard limit",
        "throttle.replica-lag = '10s, 2s'   | is not a soft limit above 0 and a hard one that is not below it",
        "throttle.replica-lag = '2, 3'      | \"2s, 10s\"",
        "throttle.replica-bytes = '1, 2'    | \"64MB, 512MB\"",
        "throttle.replica-lagg = '1s, 2s'   | Did you mean",
        "throttle.cpus = 1.5                | is not a limit that throttle.cpus can have",
        "max-cpu-percent = 150              | is not a limit that max-cpu-percent can have",
        "max-concurrent-migrations = 0      | Write for example 1",
        "throttle.every = 'often'           | is not a duration",
        "throttle.sql.q.query = 'SELECT 1'  | [throttle.sql.q] in slipway.toml has no soft",
        "throttle.sql.q.sql = 'SELECT 1'    | unknown key"
      })
  void whatIsWrongIsNamedWithItsPlace(String line, String said) {
    assertThatThrownBy(() -> read(toml(line))).hasMessageContaining(said);
  }

  @Test
  void aFlagThatNamesNoSignal() {
    options.throttle = List.of("lag=1s,2s");
    assertThatThrownBy(() -> read(toml("")))
        .hasMessageContaining("--throttle lag=1s,2s names no signal and limits")
        .hasMessageContaining("replica-lag");
  }
}
