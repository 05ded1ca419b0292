package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.help.HelpMarkdown;
import io.slipway.cli.help.HelpModel;
import io.slipway.cli.help.Page;
import io.slipway.cli.verbs.Verbs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
  private static final Path DOCS = Path.of(System.getProperty("slipway.root", ".."), "docs", "cli");

  @TempDir Path folder;

  static Stream<String> verbs() {
    Cli cli = new Cli(Verbs.ALL, CommandLineRun.in(Path.of(".")).surroundings());
    return HelpModel.verbs(cli.commands()).stream().map(HelpModel.Entry::name);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbTeachesWithinEightyColumns(String verb) {
    var run = CommandLineRun.in(folder).slipway(verb, "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("slipway " + verb + " - ");
    assertThat(run.out()).contains("Usage:", "Examples:", "Changes:", "Exit codes:");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(CommandLineRun.in(folder).slipway("help", verb).out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasThreeExamplesThatParse(String verb) {
    Cli cli = new Cli(Verbs.ALL, CommandLineRun.in(folder).surroundings());
    Page page =
        HelpModel.verbs(cli.commands()).stream()
            .filter(entry -> entry.name().equals(verb))
            .findFirst()
            .orElseThrow()
            .page();
    assertThat(page.examples()).hasSizeGreaterThanOrEqualTo(3);
    for (Page.Example example : page.examples()) {
      String command = example.command().replaceAll("^.*?slipway ", "").replaceAll(" [|&<>].*", "");
      String[] words = command.replace("\"", "").split(" ", -1);
      new Cli(Verbs.ALL, CommandLineRun.in(folder).surroundings()).commands().parseArgs(words);
    }
  }

  @Test
  void theOverviewFitsAndNamesEveryVerb() {
    String out = CommandLineRun.in(folder).slipway("--help").out();
    assertThat(out).contains(verbs().toList());
    assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    String options = CommandLineRun.in(folder).slipway("help", "options").out();
    assertThat(options).contains("--lock-budget");
    assertThat(options.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  /** To write them: {@code mvn test -Dtest=HelpTest -Dgolden=write}. */
  @Test
  void theManualSaysWhatTheHelpSays() throws IOException {
    Cli cli = new Cli(Verbs.ALL, CommandLineRun.in(folder).surroundings());
    Map<String, String> pages = HelpMarkdown.pages(cli.commands());
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(DOCS);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(DOCS.resolve(page.getKey()), page.getValue());
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(DOCS.resolve(page.getKey()))
          .as("docs/cli/%s (regenerate: see this test)", page.getKey())
          .hasContent(page.getValue());
    }
    try (Stream<Path> files = Files.list(DOCS)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).as("pages without a verb").isSubsetOf(pages.keySet());
    }
  }
}
