package io.slipway.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/ci.md, as a reader would paste them. */
class CiPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", ".."), "docs", "ci.md");

  @TempDir Path folder;

  @Test
  void theSettingsAreUnderstood() throws IOException {
    String toml =
        Pattern.compile("(?ms)^```toml\\n(.*?)^```")
            .matcher(Files.readString(PAGE))
            .results()
            .map(it -> it.group(1))
            .findFirst()
            .orElseThrow();
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("slipway.toml", toml)
            .file("db/legacy/1_index.sql", "CREATE INDEX i ON orders (id);")
            .slipway("lint", "db/legacy");
    assertThat(run.out()).contains("warning create-index-blocks-writes");
    assertThat(run.exit()).as("fail-on = warning").isEqualTo(5);
  }

  @Test
  void everyCommandIsOneTheCommandLineKnows() throws IOException {
    var commands =
        Pattern.compile("(?m)^[ -]*(?:run: )?slipway (lint .*)$")
            .matcher(Files.readString(PAGE))
            .results()
            .map(MatchResult::group)
            .map(it -> it.replaceFirst("^.*?slipway ", "").replaceFirst(" >.*", ""))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (String command : commands) {
      CommandLineRun run = CommandLineRun.in(folder).file("migrations/1_a.sql", "SELECT 1;");
      run.slipway(command.replace("\"", "").split(" ", -1));
      assertThat(run.err())
          .as(command)
          .matches(
              said ->
                  said.isEmpty()
                      || said.contains("git knows no commit")
                      || said.contains("there is no file db/production.json"));
    }
  }
}
