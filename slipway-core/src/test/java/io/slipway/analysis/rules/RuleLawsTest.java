package io.slipway.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Finding;
import io.slipway.analysis.Rule;
import io.slipway.analysis.ScriptReport;
import io.slipway.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule, without its saying so. */
class RuleLawsTest {
  static Stream<String> slugs() {
    return Rules.ALL.stream().map(Rule::slug);
  }

  @Test
  void everyRuleHasAPageAndEveryPageARule() {
    assertThat(slugs())
        .isSorted()
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(RulePage.slugs());
  }

  @Test
  void slugIsTheClassName() {
    for (Rule rule : Rules.ALL) {
      String kebab =
          rule.getClass()
              .getSimpleName()
              .replaceAll("(?<!^)(?=[A-Z])", "-")
              .toLowerCase(Locale.ROOT);
      assertThat(rule.slug()).isEqualTo(kebab);
    }
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void unsafeFiresOnceOnTheMarkedLine(String slug) {
    RulePage page = page(slug);
    List<Finding> findings = findings(page, page.block("sql unsafe"), page.schema());
    assertThat(findings).extracting(Finding::rule).containsOnlyOnce(slug);
    assertThat(findings.stream().filter(it -> it.rule().equals(slug)))
        .extracting(Finding::line)
        .containsExactly(page.markedLine());
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void safeIsSilent(String slug) {
    RulePage page = page(slug);
    assertThat(page.block("sql safe")).isNotBlank();
    assertThat(findings(page, page.block("sql safe"), page.schema()))
        .extracting(Finding::rule)
        .doesNotContain(slug);
  }

  /** What takes a lock on a table that nobody else has seen yet hurts nobody. */
  @ParameterizedTest
  @MethodSource("slugs")
  void silentOnATableOfTheSameScript(String slug) {
    RulePage page = page(slug);
    boolean aboutALock =
        findings(page, page.block("sql unsafe"), page.schema()).stream()
            .anyMatch(it -> it.rule().equals(slug) && it.lock() != null);
    if (!aboutALock) return;
    String together = page.block("sql schema") + ";\n" + page.block("sql unsafe");
    assertThat(findings(page, together, Catalog.empty()))
        .extracting(Finding::rule)
        .doesNotContain(slug);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void ignoreCommentSilencesIt(String slug) {
    RulePage page = page(slug);
    ScriptReport report = page.analyze(ignoring(page, slug, "we know"), page.schema());
    assertThat(report.findings()).extracting(Finding::rule).doesNotContain(slug);
    assertThat(report.unused()).isEmpty();
  }

  @Test
  void ignoreWithoutAReasonSilencesNothingAndIsReported() {
    String slug = Rules.ALL.getFirst().slug();
    RulePage page = page(slug);
    ScriptReport report = page.analyze(ignoring(page, slug, ""), page.schema());
    assertThat(report.findings()).extracting(Finding::rule).contains(slug);
    assertThat(report.unused()).singleElement().matches(it -> !it.hasReason());
  }

  private static String ignoring(RulePage page, String slug, String reason) {
    String unsafe = page.block("sql unsafe");
    int marked = page.markedLine();
    int line =
        page.parse(unsafe).statements().stream()
            .filter(it -> it.span().line() <= marked && marked <= it.span().endLine())
            .mapToInt(it -> it.span().line())
            .max()
            .orElse(marked);
    List<String> lines = new ArrayList<>(unsafe.lines().toList());
    lines.add(line - 1, "-- slipway:ignore " + slug + " " + reason);
    return String.join("\n", lines);
  }

  private static RulePage page(String slug) {
    return RulePage.of(Rules.bySlug(slug).orElseThrow());
  }

  private static List<Finding> findings(RulePage page, String sql, Catalog before) {
    return page.analyze(sql, before).findings().toList();
  }
}
