package io.slipway.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.catalog.Table;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalyzerTest {
  private static final SqlParser PARSER = SqlParser.create();

  @Test
  void knowsWhatEarlierStatementsMade() {
    ScriptReport report =
        analyze(
            "create table t (id int primary key, a int); insert into t values (1, 1);",
            """
            alter table t add constraint ck check (a is not null) not valid;
            alter table t validate constraint ck;
            alter table t alter a set not null;
            """);
    assertThat(report.findings()).extracting(Finding::kind).containsOnly(FindingClass.BRIEF_LOCK);
  }

  @Test
  void findsTheStatementsOfADoBlockAtTheirOwnLines() {
    ScriptReport report =
        analyze(
            "create table t (a int);",
            """
            do $$
            begin
              alter table t alter a set not null;
            end $$;
            """);
    assertThat(report.findings())
        .extracting(Finding::rule, Finding::line)
        .contains(tuple("set-not-null-scans-table", 3));
  }

  @Test
  void timeZoneDecidesWhetherTimestamptzRewrites() {
    String schema = "create table t (at timestamp);";
    String change = "alter table t alter at type timestamptz;";
    assertThat(rules(analyze(schema, change))).contains("change-type-rewrites-table");
    assertThat(rules(analyze(schema, "set timezone = 'UTC';\n" + change)))
        .doesNotContain("change-type-rewrites-table");
  }

  @Test
  void wholeFileTransactionOfTheRunnerCounts() {
    String sql = "create index concurrently i on t (a);";
    assertThat(rules(analyze("create table t (a int);", sql, Transactions.ONE_PER_FILE)))
        .contains("concurrently-in-transaction");
    assertThat(rules(analyze("create table t (a int);", sql, Transactions.ONE_QUERY)))
        .doesNotContain("concurrently-in-transaction");
    assertThat(rules(analyze("create table t (a int);", sql + "select 1;", Transactions.ONE_QUERY)))
        .contains("concurrently-in-transaction");
  }

  @Test
  void leavesTheGivenCatalogAsItIs() {
    Catalog before = schema("create table t (a int);");
    new Analyzer(ServerVersion.NEWEST)
        .analyze(
            PARSER.parse("x.sql", "drop table t;"),
            before,
            Transactions.ONE_PER_STATEMENT,
            Options.DEFAULT);
    assertThat(before.tables()).hasSize(1);
  }

  @Test
  void sizesTurnIntoTimes() {
    Catalog before = schema("create table t (id int primary key, a int);");
    Table table = before.tables().iterator().next();
    before.put(table.edit().rows(7_000_000).done());
    Analysis rewrite = analyze(before, "alter table t alter a type bigint;").analysis();
    assertThat(rewrite.requiresZeroDowntime()).isTrue();
    assertThat(rewrite.recommendedStrategy()).isEqualTo("dual-write");
    assertThat(rewrite.estimatedDowntime()).hasValue(Duration.ofSeconds(20));
    Analysis direct = analyze(before, "alter table t add b int;").analysis();
    assertThat(direct.requiresZeroDowntime()).isFalse();
    assertThat(direct.recommendedStrategy()).isEqualTo("direct");
    assertThat(direct.estimatedDowntime()).hasValue(Duration.ZERO);
  }

  @Test
  void unknownSizesGiveNoTime() {
    Analysis analysis =
        analyze("create table t (a int);", "alter table t alter a set not null;").analysis();
    assertThat(analysis.estimatedDowntime()).isEqualTo(Optional.empty());
    assertThat(analysis.recommendedStrategy()).isEqualTo("native-online");
  }

  @Test
  void smallTablesAreNoError() {
    Catalog before = schema("create table t (id int primary key, a int);");
    before.put(before.tables().iterator().next().edit().rows(120).done());
    assertThat(analyze(before, "alter table t alter a set not null;").findings())
        .filteredOn(it -> it.kind() == FindingClass.BLOCKS)
        .extracting(Finding::severity)
        .containsOnly(Severity.INFO);
  }

  @Test
  void neverThrowsOnTheExamples() throws IOException {
    Path examples = Path.of(System.getProperty("slipway.root", ".."), "examples");
    try (var files = Files.walk(examples)) {
      List<Path> sql = files.filter(it -> it.toString().endsWith(".sql")).toList();
      assertThat(sql).isNotEmpty();
      for (Path file : sql) {
        assertThatCode(() -> analyze(Catalog.unknown(), Files.readString(file)))
            .as(file.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  private static List<String> rules(ScriptReport report) {
    return report.findings().map(Finding::rule).toList();
  }

  private static ScriptReport analyze(String schema, String sql) {
    return analyze(schema(schema), sql);
  }

  private static ScriptReport analyze(String schema, String sql, Transactions transactions) {
    return analyze(schema(schema), sql, transactions);
  }

  private static ScriptReport analyze(Catalog before, String sql) {
    return analyze(before, sql, Transactions.ONE_PER_STATEMENT);
  }

  private static ScriptReport analyze(Catalog before, String sql, Transactions transactions) {
    Script script = PARSER.parse("V1.sql", sql);
    ScriptReport report =
        new Analyzer(ServerVersion.NEWEST).analyze(script, before, transactions, Options.DEFAULT);
    assertThat(report.statements())
        .extracting(StatementReport::statement)
        .isEqualTo(script.statements());
    return report;
  }

  private static Catalog schema(String sql) {
    Catalog catalog = Catalog.empty();
    PARSER.parse("schema", sql).statements().forEach(it -> Replay.apply(it.change(), catalog));
    catalog.migrationFinished();
    return catalog;
  }
}
