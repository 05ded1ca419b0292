package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.slipway.cli.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookVerbTest {
  /** The last line stands where a case puts its step. */
  private static final String HEAD =
      """
      runbook: move
      phases:
        - name: one
          objective: all
          expected: 5m
          steps:
            - name: s
      """;

  private static final Schema SCHEMA = schema();

  @TempDir Path folder;

  private static Schema schema() {
    String text = CommandLineRun.in(Path.of(".")).slipway("runbook", "schema").out();
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text, InputFormat.JSON);
  }

  /** A malformed document and the one fault it has. */
  record Case(String text, String fault) {}

  private static Case step(String step, String fault) {
    return new Case(HEAD + "        " + step + "\n", fault);
  }

  private static Case phase(String line, String fault) {
    return new Case(HEAD + "        wait: 1s\n    " + line + "\n", fault);
  }

  private static Case top(String line, String fault) {
    return new Case(HEAD + "        wait: 1s\n" + line + "\n", fault);
  }

  private static Case without(String line, String fault) {
    return new Case((HEAD + "        wait: 1s\n").replace(line, ""), fault);
  }

  static Stream<Case> malformed() {
    String at = "phases[0].steps[0]";
    String steps =
        "migrate, sql, check, flag, gate, command, wait, smoke, confirm, preflight, validate,"
            + " backup, http, undo";
    return Stream.of(
        step("wiat: 1s", ":8:9: " + at + ": unknown key wiat; did you mean wait?"),
        step("sqll: {text: x}", ":8:9: " + at + ": unknown key sqll; did you mean sql?"),
        step("migrat: {folder: x}", ":8:9: " + at + ": unknown key migrat; did you mean migrate?"),
        step("comand: {argv: [x]}", ":8:9: " + at + ": unknown key comand; did you mean command?"),
        step("smok: x", ":8:9: " + at + ": unknown key smok; did you mean smoke?"),
        step("bakcup: x", ":8:9: " + at + ": unknown key bakcup; did you mean backup?"),
        step("validat: x", ":8:9: " + at + ": unknown key validat; did you mean validate?"),
        step("preflght: x", ":8:9: " + at + ": unknown key preflght; did you mean preflight?"),
        step("confrim: x", ":8:9: " + at + ": unknown key confrim; did you mean confirm?"),
        step("xylophone: x", ":8:9: " + at + ": unknown key xylophone; known are name, " + steps),
        new Case(HEAD, ":7:9: " + at + ": needs one of " + steps),
        step(
            "wait: 1s\n        confirm: x",
            ":7:9: " + at + ": has wait and confirm; only one of them may be there"),
        step(
            "wait: 1",
            ":8:15: " + at + ".wait: must be a duration such as 30s, 5m or 2h; write it in quotes"),
        step("wait: soon", ":8:15: " + at + ".wait: must be a duration such as 30s, 5m or 2h"),
        step("wait: 1w", ":8:15: " + at + ".wait: must be a duration such as 30s, 5m or 2h"),
        step("wait: [1s]", ":8:15: " + at + ".wait: must be a duration such as 30s, 5m or 2h"),
        step(
            "sql: SELECT",
            ":8:14: "
                + at
                + ".sql: must be a mapping with text, file, rows, autocommit, probe, repair"),
        step("sql: {}", ":8:14: " + at + ".sql: needs one of text, file"),
        step("sql: {rows: 1}", ":8:14: " + at + ".sql: needs one of text, file"),
        step(
            "sql: {text: a, file: b}",
            ":8:14: " + at + ".sql: has text and file; only one of them may be there"),
        step("sql: {text: ''}", ":8:21: " + at + ".sql.text: must be a text"),
        step("sql: {text: 7}", ":8:21: " + at + ".sql.text: must be a text; write it in quotes"),
        step(
            "sql: {text: a, rows: -1}",
            ":8:30: " + at + ".sql.rows: must be a whole number from 0 to 2147483647"),
        step(
            "sql: {text: a, rows: 1.5}",
            ":8:30: " + at + ".sql.rows: must be a whole number from 0 to 2147483647"),
        step(
            "sql: {text: a, row: 1}", ":8:24: " + at + ".sql: unknown key row; did you mean rows?"),
        step("check: {sql: a}", ":8:16: " + at + ".check: the key expect is missing"),
        step("check: {expect: a}", ":8:16: " + at + ".check: the key sql is missing"),
        step(
            "check: {sql: a, expect: 0}",
            ":8:33: " + at + ".check.expect: must be a text; write it in quotes"),
        step(
            "check: {sql: a, expect: b, severity: wran}",
            ":8:46: "
                + at
                + ".check.severity: must be one of error, warn, info; did you mean warn?"),
        step(
            "check: {sql: a, expect: b, severity: 1}",
            ":8:46: " + at + ".check.severity: must be one of error, warn, info"),
        step("flag: {name: f}", ":8:15: " + at + ".flag: the key percentage is missing"),
        step("flag: {percentage: 1}", ":8:15: " + at + ".flag: the key name is missing"),
        step(
            "flag: {name: f, percentage: 101}",
            ":8:37: " + at + ".flag.percentage: must be a whole number from 0 to 100"),
        step(
            "flag: {name: f, percentage: 10%}",
            ":8:37: " + at + ".flag.percentage: must be a whole number from 0 to 100"),
        step(
            "flag: {name: 1f, percentage: 1}",
            ":8:22: " + at + ".flag.name: must be a name of letters, digits, - and _"),
        step("gate: {}", ":8:15: " + at + ".gate: needs one of deployed, approval"),
        step(
            "gate: {deployed: '1', approval: a}",
            ":8:15: " + at + ".gate: has deployed and approval; only one of them may be there"),
        step(
            "gate: {deployed: 1.4}",
            ":8:26: " + at + ".gate.deployed: must be a text; write it in quotes"),
        step(
            "gate: {aproval: a}",
            ":8:16: " + at + ".gate: unknown key aproval; did you mean approval?"),
        step("command: {timeout: 1s}", ":8:18: " + at + ".command: the key argv is missing"),
        step("command: {argv: ls}", ":8:25: " + at + ".command.argv: must be a list"),
        step("command: {argv: []}", ":8:25: " + at + ".command.argv: must not be empty"),
        step(
            "command: {argv: [ls, 1]}",
            ":8:30: " + at + ".command.argv[1]: must be a text; write it in quotes"),
        step(
            "command: {argv: [ls], timeout: 9}",
            ":8:40: "
                + at
                + ".command.timeout: must be a duration such as 30s, 5m or 2h; write it in quotes"),
        step("smoke: {insert: a, verify: b}", ":8:16: " + at + ".smoke: the key remove is missing"),
        step("migrate: {}", ":8:18: " + at + ".migrate: needs one of folder, files"),
        step("migrate: {files: []}", ":8:26: " + at + ".migrate.files: must not be empty"),
        step(
            "migrate: {folder: a, target: 3}",
            ":8:38: " + at + ".migrate.target: must be a text; write it in quotes"),
        step("preflight: []", ":8:20: " + at + ".preflight: must not be empty"),
        step(
            "preflight: [{severity: warn}]",
            ":8:21: " + at + ".preflight[0]: the key name is missing"),
        step(
            "backup: {name: full, options: [a]}",
            ":8:39: " + at + ".backup.options: must be a mapping of names"),
        step("validate: {name: a}", ":8:19: " + at + ".validate: must be a list"),
        phase("sucess: []", ":9:5: phases[0]: unknown key sucess; did you mean success?"),
        phase("goNoGo: ja", ":9:13: phases[0].goNoGo: must be true or false"),
        phase("rollback: []", ":9:15: phases[0].rollback: must not be empty"),
        phase(
            "approval: 7",
            ":9:15: phases[0].approval: must be a name of letters, digits, - and _; write it in quotes"),
        phase("success: [{sql: a}]", ":9:15: phases[0].success[0]: the key expect is missing"),
        without("    expected: 5m\n", ":3:5: phases[0]: the key expected is missing"),
        without("    objective: all\n", ":3:5: phases[0]: the key objective is missing"),
        without("runbook: move\n", ":1:1: the key runbook is missing"),
        new Case("runbook: move\n", ":1:1: the key phases is missing"),
        new Case("runbook: move\nphases: []\n", ":2:9: phases: must not be empty"),
        new Case("runbook: move\nphases: {}\n", ":2:9: phases: must be a list"),
        new Case(
            "[]\n",
            ":1:1: must be a mapping with runbook, description, include, roles, variables, environments, phases, cleanup, secrets, thresholds, rollbacks"),
        top("varaibles: {}", ":9:1: unknown key varaibles; did you mean variables?"),
        top("variables: [a]", ":9:12: variables: must be a mapping of names"),
        top("variables: {a: 1}", ":9:16: variables.a: must be a text; write it in quotes"),
        top("environments: {a: b}", ":9:19: environments.a: must be a mapping of names"),
        top("roles: {dba: null}", ":9:14: roles.dba: must be a text; write it in quotes"),
        step("http: {status: 200}", ":8:15: " + at + ".http: the key url is missing"),
        step(
            "http: {url: a, status: 99}",
            ":8:32: " + at + ".http.status: must be a whole number from 100 to 599"),
        step("undo: {}", ":8:15: " + at + ".undo: the key step is missing"),
        top(
            "thresholds: [{name: a, limit: 5, sql: b}]",
            ":9:31: thresholds[0].limit: must be a limit such as > 1000ms, >= 1% or < 5; write it"
                + " in quotes"),
        top(
            "thresholds: [{name: a, limit: '> 5'}]",
            ":9:14: thresholds[0]: needs one of measure, sql, url"),
        top(
            "thresholds: [{name: a, limit: '> 5', measure: query_tim}]",
            ":9:47: thresholds[0].measure: must be one of query_time, transaction_time,"
                + " error_rate, connection_usage, lock_waits, replication_lag, record_count_diff;"
                + " did you mean query_time?"),
        top(
            "thresholds: [{name: a, limit: '> 5', sql: b, action: stop}]",
            ":9:54: thresholds[0].action: must be one of warn, pause, abort, rollback"),
        top("secrets: {a: b}", ":9:14: secrets.a: must be env:VARIABLE or file:PATH"),
        top("rollbacks: {a: {}}", ":9:16: rollbacks.a: the key description is missing"),
        top("cleanup: {}", ":9:10: cleanup: must be a list"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void oneFaultPreciselyPlacedAndTheSchemaSeesItToo(Case it) {
    CommandLineRun run =
        CommandLineRun.in(folder).file("r.yaml", it.text()).slipway("runbook", "check", "r.yaml");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out().lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .isEqualTo(folder.resolve("r.yaml") + it.fault());
    assertThat(SCHEMA.validate(it.text(), InputFormat.YAML)).isNotEmpty();
  }

  @Test
  void thereAreSixtyOfThem() {
    assertThat(malformed().distinct().count()).isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "migrate: {folder: m, target: '3'}",
        "migrate: {files: [a.sql]}",
        "sql: {file: a.sql}",
        "sql: {text: SELECT 1, rows: 1}",
        "check: {sql: a, expect: '0', severity: warn}",
        "flag: {name: f, percentage: 50}",
        "gate: {approval: dba}",
        "wait: 250ms",
        "command: {argv: [ls], timeout: 1m}",
        "smoke: {insert: a, verify: b, remove: c}",
        "confirm: called support?",
        "preflight: [{name: disk, options: {free: 20%}}]",
        "validate: [{name: rows}]",
        "backup: {name: full}",
        "http: {url: 'http://localhost/up', status: 204, contains: up, within: 30s}",
        "sql: {text: a, autocommit: true, probe: SELECT true, repair: b}",
        "undo: {step: s, acceptLoss: true}"
      })
  void everyKindOfStepIsValidForBoth(String step) {
    String text = HEAD + "        " + step + "\n";
    CommandLineRun run =
        CommandLineRun.in(folder).file("r.yaml", text).slipway("runbook", "check", "r.yaml");
    assertThat(run.out()).isEqualTo("r.yaml: is a runbook\n");
    assertThat(run.exit()).isZero();
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"five-phase", "six-phase"})
  void aTemplateIsARunbookAndIsNeverWrittenOver(String template) throws Exception {
    var project = CommandLineRun.in(folder);
    String[] command = {"runbook", "new", "move.yaml", "--template", template};
    assertThat(project.slipway(command).exit()).isZero();
    String text = Files.readString(folder.resolve("move.yaml"));
    assertThat(text.split("objective:", -1)).hasSize(template.equals("five-phase") ? 6 : 7);
    assertThat(project.slipway("runbook", "check", "move.yaml").exit()).isZero();
    assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
    assertThat(project.slipway(command).exit()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("move.yaml"))).isEqualTo(text);
  }

  @Test
  void allFaultsAtOnceInIncludedFilesTooAndNoCircle() {
    String text = HEAD + "        wait: soon\ninclude: [part.yaml, none.yaml]\n";
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("r.yaml", text)
            .file("part.yaml", "include: [r.yaml]\nrols: {}\n")
            .slipway("runbook", "check", "r.yaml");
    List<String> faults = List.of("part.yaml:1:11: include[0]", "part.yaml:2:1: unknown key rols");
    assertThat(run.out()).contains(faults).contains("r.yaml:8:15", "r.yaml:9:22: include[1]");
    assertThat(run.out()).contains("4 faults");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runbook: [", "a: b: c", ""})
  void whatIsNotYamlSaysWhere(String text) {
    CommandLineRun run =
        CommandLineRun.in(folder).file("r.yaml", text).slipway("runbook", "check", "r.yaml");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).containsPattern("r\\.yaml:[0-9]+:[0-9]+: ");
    assertThat(run.out().lines().toList()).hasSize(2);
  }

  @Test
  void aKeyThatIsThereTwice() {
    String text = HEAD + "        wait: 1s\n        wait: 2s\nroles: {a: b, a: c}\n";
    CommandLineRun run =
        CommandLineRun.in(folder).file("r.yaml", text).slipway("runbook", "check", "r.yaml");
    assertThat(run.out())
        .contains("r.yaml:9:9: phases[0].steps[0]: the key wait is there twice")
        .contains("r.yaml:10:15: roles: the key a is there twice")
        .contains("2 faults");
  }

  @Test
  void theExampleOfThePageIsARunbook() throws Exception {
    Path page = Path.of(System.getProperty("slipway.root")).resolve("docs/runbooks/README.md");
    String example = Files.readString(page).split("```yaml\n", 2)[1].split("```", 2)[0];
    CommandLineRun run =
        CommandLineRun.in(folder).file("r.yaml", example).slipway("runbook", "check", "r.yaml");
    assertThat(run.out()).isEqualTo("r.yaml: is a runbook\n");
    assertThat(SCHEMA.validate(example, InputFormat.YAML)).isEmpty();
  }

  @Test
  void anUnknownActionNamesTheNearest() {
    assertThat(CommandLineRun.in(folder).slipway("runbook", "chekc", "a").err())
        .contains("Did you mean check?");
  }
}
