package io.slipway.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Finding;
import io.slipway.analysis.Rule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page of {@code docs/rules} says what its rule says; {@code -Dgolden=write} rewrites. */
class RulePagesTest {
  static Stream<String> slugs() {
    return Rules.ALL.stream().map(Rule::slug);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void pageShowsTheFinding(String slug) {
    Rule rule = Rules.bySlug(slug).orElseThrow();
    RulePage page = RulePage.of(rule);
    List<Finding> all =
        page.analyze(page.block("sql unsafe"), page.schema())
            .findings()
            .filter(it -> it.rule().equals(slug))
            .toList();
    String shown = all.stream().map(RulePage::render).collect(Collectors.joining("\n"));
    if ("write".equals(System.getProperty("golden"))) page.rewrite("text finding", shown);
    assertThat(RulePage.of(rule).block("text finding")).isEqualTo(shown);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void pageBeginsWithTheRulesNameClassAndTitle(String slug) {
    Rule rule = Rules.bySlug(slug).orElseThrow();
    assertThat(RulePage.of(rule).text())
        .startsWith("# %s\n\n**%s** · %s.\n".formatted(slug, rule.kind().slug(), rule.title()));
  }
}
