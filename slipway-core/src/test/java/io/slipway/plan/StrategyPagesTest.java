package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.plan.strategies.Strategies;
import io.slipway.plan.strategies.Strategy;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page of {@code docs/strategies} shows the plan its strategy makes, and the plan runs;
 * {@code -Dgolden=write} rewrites the plans.
 */
class StrategyPagesTest {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("slipway.root", ".."), "docs", "strategies");

  private final SqlParser parser = SqlParser.create();

  static Stream<String> slugs() {
    return Strategies.ALL.stream().map(Strategy::slug);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void pageShowsThePlan(String slug) throws IOException {
    Path page = DIRECTORY.resolve(slug + ".md");
    String shown = PlanText.of(plan(Files.readString(page), slug));
    if ("write".equals(System.getProperty("golden"))) {
      Matcher block = block("text plan").matcher(Files.readString(page));
      Files.writeString(
          page, block.replaceFirst(it -> Matcher.quoteReplacement(it.group(1) + shown)));
    }
    assertThat(text(Files.readString(page), "text plan")).isEqualTo(shown);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void planOfThePageRuns(String slug) throws IOException {
    String page = Files.readString(DIRECTORY.resolve(slug + ".md"));
    try (Database database = TestPostgres.fresh();
        Session session = Session.on(database)) {
      session.execute(PlanRun.STATE);
      session.execute(text(page, "sql schema"));
      PlanRun run = new PlanRun(session);
      Plan plan = run.plan(text(page, "sql unsafe"));
      plan.phases().forEach(run::run);
      assertThat(plan.decisions()).extracting(Decision::strategy).contains(slug);
    }
  }

  @Test
  void everyPageHasItsStrategy() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(slugs().map(it -> it + ".md").toList());
    }
  }

  private Plan plan(String page, String slug) {
    Catalog catalog = Catalog.empty();
    for (Statement it : parser.parse("schema", text(page, "sql schema")).statements()) {
      Replay.apply(it.change(), catalog);
    }
    catalog.migrationFinished();
    Script script = parser.parse("V1_4__" + slug + ".sql", text(page, "sql unsafe"));
    PlanRequest request =
        new PlanRequest(
            "1.4",
            script,
            "",
            Instruction.NONE,
            PlanRun.directives(script),
            catalog,
            PlanOptions.DEFAULT);
    return new Planner(ServerVersion.NEWEST, parser).plan(request);
  }

  private static String text(String page, String role) {
    Matcher block = block(role).matcher(page);
    assertThat(block.find()).as(role).isTrue();
    return block.group(2);
  }

  private static Pattern block(String role) {
    return Pattern.compile("(?ms)(^```" + role + "\\n)(.*?)(?=^```)");
  }
}
