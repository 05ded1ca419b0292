package io.slipway.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.locks.LockMatrixStatements;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Change;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Statements that somebody broke: whatever comes, it is parsed or refused with its place, analysed
 * and planned or refused, within a second.
 */
class FuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Pattern TOKENS = Pattern.compile("\\w+|\\s+|.", Pattern.DOTALL);
  private static final List<String> INTRUDERS =
      List.of(
          "'",
          "\"",
          "$$",
          "$x$",
          "/*",
          "*/",
          "--",
          "\n",
          "\\i x",
          "\\.",
          ";",
          ";;",
          "(",
          ")",
          "::",
          "\u0000",
          "\ufffe",
          "\ud83d\ude00",
          "ä",
          "E'\\",
          "U&\"",
          "0x",
          "1e999",
          "NULL",
          "ONLY",
          "CONCURRENTLY",
          "IF EXISTS",
          "IF NOT EXISTS",
          "CASCADE",
          "NOT VALID",
          "USING",
          "DEFAULT",
          "GENERATED ALWAYS AS (1) STORED",
          "CHECK (true)",
          "PARTITION OF",
          "ALTER COLUMN",
          "BEGIN",
          "COMMIT",
          "DO",
          "AS",
          "*",
          ".",
          "a.b.c.d",
          "-- @metadata {",
          "-- slipway:ignore");

  private final SqlParser parser = SqlParser.create();
  private final List<LockMatrixStatements.Sample> samples = LockMatrixStatements.all();

  @Test
  void aThousandBrokenStatements() {
    fuzz(1_000, 42);
  }

  @Test
  @Tag("slow")
  void fiftyThousandBrokenStatements() {
    fuzz(50_000, System.nanoTime());
  }

  private void fuzz(int times, long seed) {
    Random random = new Random(seed);
    int parsed = 0;
    int planned = 0;
    for (int i = 0; i < times; i++) {
      LockMatrixStatements.Sample sample = samples.get(random.nextInt(samples.size()));
      String sql = broken(sample.ddl(), random);
      String name = "seed %d, number %d: %s".formatted(seed, i, sql);
      try {
        if (took(() -> lint(sample.setup(), sql)).compareTo(LIMIT) > 0) {
          assertThat(took(() -> lint(sample.setup(), sql))).as(name).isLessThan(LIMIT);
        }
        parsed += isReadable(sql) ? 1 : 0;
        planned += plan(sample.setup(), sql) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError(name, e);
      }
    }
    System.err.printf(
        "fuzz %d (seed %d): %d parse, %d are planned%n", times, seed, parsed, planned);
    assertThat(parsed).isBetween(times / 20, times);
    assertThat(planned).isPositive();
  }

  private void lint(String setup, String sql) {
    Script script = parser.parse("fuzz.sql", setup + ";\n" + sql);
    ScriptReport report =
        new Analyzer(ServerVersion.NEWEST)
            .analyze(
                script,
                Catalog.empty(),
                Transactions.ONE_PER_STATEMENT,
                Options.DEFAULT.suppressing(Suppressions.of(script)));
    int lines = (int) script.text().lines().count() + 1;
    report
        .findings()
        .forEach(
            it -> {
              assertThat(it.line()).as(it.rule()).isBetween(1, lines);
              assertThat(it.column()).as(it.rule()).isPositive();
              assertThat(it.message()).isNotBlank();
            });
  }

  private boolean isReadable(String sql) {
    return parser.parse("fuzz.sql", sql).statements().stream()
        .noneMatch(it -> it.change() instanceof Change.Unparsable);
  }

  private boolean plan(String setup, String sql) {
    Catalog catalog = Catalog.empty();
    parser.parse("s.sql", setup).statements().forEach(it -> Replay.apply(it.change(), catalog));
    try {
      new Planner(ServerVersion.NEWEST, parser)
          .plan(PlanRequest.of("1", parser.parse("V1__fuzz.sql", sql), catalog));
      return true;
    } catch (SlipwayException e) {
      assertThat(e.problem().what()).isNotBlank();
      return false;
    }
  }

  private static Duration took(Runnable work) {
    long since = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private String broken(String sql, Random random) {
    List<String> tokens =
        new ArrayList<>(TOKENS.matcher(sql).results().map(MatchResult::group).toList());
    int wounds = 1 + random.nextInt(2);
    for (int i = 0; i < wounds && !tokens.isEmpty(); i++) wound(tokens, random);
    return String.join("", tokens);
  }

  private void wound(List<String> tokens, Random random) {
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(9)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
      case 2 -> tokens.add(at, " " + INTRUDERS.get(random.nextInt(INTRUDERS.size())) + " ");
      case 3 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
      case 4 -> tokens.subList(at, tokens.size()).clear();
      case 5 -> tokens.add(at, other(random));
      case 6 -> tokens.set(at, tokens.get(at).repeat(1 + random.nextInt(200)));
      case 7 -> tokens.set(at, tokens.get(at).toUpperCase(java.util.Locale.ROOT));
      default -> tokens.set(at, "(".repeat(1 + random.nextInt(500)));
    }
  }

  /** A piece of another statement. */
  private String other(Random random) {
    String sql = samples.get(random.nextInt(samples.size())).ddl();
    int from = random.nextInt(sql.length());
    return " " + sql.substring(from) + " ";
  }
}
