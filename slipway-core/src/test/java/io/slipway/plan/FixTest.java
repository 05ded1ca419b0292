package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Options;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.jdbc.CatalogReader;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import io.slipway.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fixed file ends in the very schema the file as written ends in, and is clean. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FixTest {
  private static final SqlParser PARSER = SqlParser.create();
  private final Yard yard = new Yard();
  private final AtomicInteger fixed = new AtomicInteger();

  @AfterAll
  void close() {
    assertThat(fixed).as("cases that were fixed").hasValueGreaterThan(20);
    yard.close();
  }

  static Stream<PlanCase> cases() {
    int newest = TestPostgres.majors().getLast();
    return PlanCases.ALL.stream().filter(it -> newest >= it.sinceMajor());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsWhereTheFileEndsAndIsClean(PlanCase it) throws SQLException {
    int major = TestPostgres.majors().getLast();
    Session written = yard.empty(major, "written");
    written.execute(it.schema());
    Session repaired = yard.empty(major, "repaired");
    repaired.execute(it.schema());
    Catalog before = new CatalogReader(PARSER).read(repaired.connection());
    ServerVersion server = ServerVersion.ofMajor(major);
    Script script = PARSER.parse("it.sql", it.sql());
    Fix fix = Fix.of(script, before, false, server, PARSER);
    if (fix.replaced().isEmpty()) return;
    fixed.incrementAndGet();
    Script after = PARSER.parse("it.sql", fix.text());
    List<Integer> left = fix.left().stream().map(Fix.Left::line).toList();
    List<StatementReport> again =
        new Analyzer(server)
            .analyze(after, before, Transactions.ONE_PER_STATEMENT, Options.DEFAULT)
            .statements();
    if (left.isEmpty()) {
      assertThat(again.stream().flatMap(r -> r.findings().stream()))
          .as(fix.text())
          .noneMatch(f -> f.kind() == FindingClass.BLOCKS || f.kind() == FindingClass.WILL_FAIL);
    }
    written.execute(it.sql());
    for (Statement statement : after.statements()) repaired.execute(statement.text());
    assertThat(Shape.of(repaired)).as(fix.text()).isEqualTo(Shape.of(written));
  }

  @Test
  void everythingElseOfTheFileStays() {
    Catalog before = Catalog.empty();
    PARSER
        .parse("s", "create table t (a int, b int);")
        .statements()
        .forEach(it -> Replay.apply(it.change(), before));
    before.migrationFinished();
    String sql =
        """
        -- why we do it
        create index i on t (a); -- soon

        begin;
        create index j on t (b);
        commit;
        alter table t alter a type bigint;
        """;
    Fix fix = Fix.of(PARSER.parse("f", sql), before, false, ServerVersion.NEWEST, PARSER);
    assertThat(fix.text())
        .isEqualTo(sql.replace("create index i on t (a)", "CREATE INDEX CONCURRENTLY i on t (a)"));
    List<String> why = new ArrayList<>();
    fix.left().forEach(it -> why.add(it.line() + " " + it.why()));
    assertThat(why)
        .containsExactly(
            "5 it is between BEGIN and COMMIT",
            "7 it takes dual-write, which no file of statements can do");
    assertThat(Fix.of(PARSER.parse("f", sql), before, true, ServerVersion.NEWEST, PARSER).text())
        .isEqualTo(sql);
  }

  @Test
  void whatACommentIgnoresIsMeantAsItIs() {
    String sql =
        """
        -- slipway:ignore create-index-blocks-writes the table is empty
        create index i on t (a);
        -- slipway:ignore add-unique-blocks-table it is small
        alter table t add unique (a);
        """;
    Fix fix =
        Fix.of(PARSER.parse("f", sql), Catalog.unknown(), false, ServerVersion.NEWEST, PARSER);
    assertThat(fix.text()).isEqualTo(sql);
    assertThat(fix.replaced()).isEmpty();
  }
}
