package io.slipway.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.analysis.Finding;
import io.slipway.analysis.Rule;
import io.slipway.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Mistakes that real runbooks contain. */
class TrapsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", ".."), "docs", "traps.md");

  @Test
  void everyTrapIsARule() {
    assertThat(Rules.ALL).extracting(Rule::slug).containsAll(slugs());
  }

  @Test
  void pageListsWhatEachTrapSays() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("golden"))) Files.writeString(PAGE, page);
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  @Test
  void recognisesTheDualWriteOfTheGuide() {
    String sql =
        """
        CREATE TRIGGER dual_write_email
        BEFORE INSERT OR UPDATE ON orders
        FOR EACH ROW
        BEGIN
          NEW.customer_email := COALESCE(NEW.customer_email, NEW.user_email);
          NEW.user_email := COALESCE(NEW.user_email, NEW.customer_email);
        END;
        DROP TRIGGER dual_write_email;
        """;
    RulePage page = RulePage.of(new MysqlTriggerBody());
    assertThat(page.analyze(sql, Catalog.unknown()).findings())
        .extracting(Finding::rule, Finding::line)
        .contains(
            tuple("mysql-trigger-body", 4),
            tuple("coalesce-loses-updates", 5),
            tuple("drop-trigger-without-table", 8));
  }

  @Test
  void recognisesTheGuardThatAsksForAColumnThatIsNot() {
    String sql =
        """
        DO $$
        BEGIN
          IF (SELECT avg(lock_wait_time) FROM pg_stat_activity) < 100 THEN
            RAISE NOTICE 'calm';
          END IF;
        END $$;
        """;
    RulePage page = RulePage.of(new StatisticsColumnMissing());
    assertThat(page.analyze(sql, Catalog.unknown()).findings())
        .extracting(Finding::rule, Finding::line)
        .contains(tuple("statistics-column-missing", 3));
  }

  @Test
  void findsWhatTheShellDoes() {
    String text =
        """
        pg_dump $DATABASE_URL > backup_$(date +%Y%m%d).sql
        psql $DATABASE_URL -c "BEGIN;"
        psql $DATABASE_URL -c "BEGIN; SELECT 1; COMMIT;"
        psql $DATABASE_URL < backup_$(date +%Y%m%d_%H%M%S).sql
        pg_restore --list backup_pre_migration_*.dump | wc -l
        """;
    assertThat(ShellTraps.find(text))
        .extracting(ShellTraps.Found::line, it -> it.trap().slug())
        .containsExactly(
            tuple(2, "psql-begin-in-its-own-process"), tuple(4, "restore-names-todays-file"));
  }

  private static List<String> slugs() {
    return Traps.ALL.stream().map(Rule::slug).toList();
  }

  private static String page() {
    String rows =
        slugs().stream()
            .map(
                slug -> {
                  Finding finding = example(slug);
                  return "| [%s](rules/%s.md) | %s | %s |\n"
                      .formatted(slug, slug, cell(finding.message()), cell(finding.fix()));
                })
            .collect(Collectors.joining());
    String shell =
        ShellTraps.ALL.stream()
            .map(
                it -> "| %s | %s | %s |\n".formatted(it.slug(), cell(it.message()), cell(it.fix())))
            .collect(Collectors.joining());
    return """
        # Traps

        Mistakes that real runbooks and guides contain, and what was meant. A test writes this page.

        ## In SQL

        Found by `slipway lint` as rules; each links to its page. The words are those of the page's example.

        | Rule | What happens | Instead |
        |---|---|---|
        %s
        ## In the shell

        Not SQL, so no rule sees them in a migration. They are found where `.sh` and `.md` files are read
        (`ShellTraps.find`), line by line.

        | Trap | What happens | Instead |
        |---|---|---|
        %s"""
        .formatted(rows, shell);
  }

  private static Finding example(String slug) {
    RulePage page = RulePage.of(Rules.bySlug(slug).orElseThrow());
    return page.analyze(page.block("sql unsafe"), page.schema())
        .findings()
        .filter(it -> it.rule().equals(slug))
        .findFirst()
        .orElseThrow();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
