package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  @TempDir Path folder;

  @Test
  void anUnknownVerbNamesTheNearest() {
    var run = CommandLineRun.in(folder).slipway("migrat");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no verb `migrat`", "Did you mean `migrate`?");
  }

  @Test
  void anUnknownOptionNamesTheNearest() {
    var run = CommandLineRun.in(folder).slipway("init", "--formt", "json");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("`slipway init` has no option `--formt`", "`--format`");
  }

  @Test
  void anOptionWithoutItsValueSaysSo() {
    var run = CommandLineRun.in(folder).slipway("init", "--format");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--format").hasLineCount(1);
  }

  @Test
  void noVerbTeachesAndFails() {
    var run = CommandLineRun.in(folder).slipway();
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("a verb is missing", "slipway demo --quick");
  }

  @Test
  void aMachineGetsJsonEvenWhenTheVerbIsWrong() {
    var run = CommandLineRun.in(folder).slipway("migrat", "--format", "json");
    assertThat(run.json())
        .containsEntry("exitCode", 2L)
        .containsEntry("success", false)
        .extractingByKey("error")
        .asString()
        .contains("CLI-1", "Did you mean `migrate`?");
  }

  @Test
  void everyDocumentHasTheSameHead() {
    var run = CommandLineRun.in(folder).slipway("init", "--dry-run", "--format", "json");
    assertThat(run.json().keySet())
        .startsWith(
            "schemaVersion",
            "tool",
            "version",
            "operation",
            "success",
            "exitCode",
            "database",
            "startedAt",
            "durationMs")
        .endsWith("error");
    assertThat(run.json()).containsEntry("operation", "init").containsEntry("error", null);
  }

  @Test
  void optionsMayStandBeforeTheVerb() {
    var run = CommandLineRun.in(folder).slipway("--format", "json", "init", "--dry-run");
    assertThat(run.exit()).isZero();
    assertThat(run.json()).containsEntry("success", true);
  }

  @Test
  void aFormatTheVerbCannotWriteIsRefused() {
    var run = CommandLineRun.in(folder).slipway("init", "--format", "sql");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("CLI-6", "text, json, ndjson");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMisspeltKeyNamesFileLineAndNearestKey() {
    var run =
        CommandLineRun.in(folder)
            .file("slipway.toml", "# settings\nlock-bugdet = \"1s\"\n")
            .slipway("init", "--dry-run");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .contains("slipway.toml:2", "unknown key `lock-bugdet`", "Did you mean `lock-budget`?");
  }

  @Test
  void brokenTomlNamesTheLine() {
    var run = CommandLineRun.in(folder).file("slipway.toml", "\nschema = = 1\n").slipway("init");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("slipway.toml:2");
  }

  @Test
  void theVersionIsTheBuilds() {
    var run = CommandLineRun.in(folder).slipway("--version");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).matches("slipway \\d+\\.\\d+\\S* \\(Java \\d+, .*\\)\n");
  }

  @Test
  void initWritesOnceAndNeverOverwrites() throws Exception {
    var run = CommandLineRun.in(folder).slipway("init");
    assertThat(run.exit()).isZero();
    assertThat(folder.resolve("migrations/V1__example.sql")).isRegularFile();
    Files.writeString(folder.resolve("slipway.toml"), "schema = \"mine\"\n");
    var again = run.slipway("init");
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("kept   slipway.toml");
    assertThat(folder.resolve("slipway.toml")).hasContent("schema = \"mine\"");
  }

  @Test
  void initTakesTheFolderThatIsThere() {
    var run = CommandLineRun.in(folder).file("db/migration/V1__a.sql", "SELECT 1;").slipway("init");
    assertThat(run.exit()).isZero();
    assertThat(folder.resolve("slipway.toml")).content().contains("[\"db/migration\"]");
    assertThat(folder.resolve("migrations")).doesNotExist();
  }
}
