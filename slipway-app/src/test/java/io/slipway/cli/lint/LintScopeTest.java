package io.slipway.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintScopeTest {
  private static final String INDEX = "CREATE INDEX i ON orders (mail);\n";
  private static final String NOT_NULL = "ALTER TABLE orders ALTER COLUMN mail SET NOT NULL;\n";

  @TempDir Path folder;

  private CommandLineRun project() {
    return CommandLineRun.in(folder)
        .file("migrations/V1__orders.sql", "CREATE TABLE orders (id int PRIMARY KEY, mail text);\n")
        .file("migrations/V2__index.sql", INDEX);
  }

  @Test
  void aRuleIsWeighedAnewOrSwitchedOff() {
    CommandLineRun run =
        project()
            .file("slipway.toml", "[lint.rules]\ncreate-index-blocks-writes = \"warning\"\n")
            .slipway("lint");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("warning create-index-blocks-writes");
    run.file("slipway.toml", "[lint.rules]\nblocks = \"off\"\n").slipway("lint");
    assertThat(run.out()).doesNotContain("create-index-blocks-writes");
  }

  @Test
  void whatIsSaidForSomePathsBeatsWhatIsSaidForAll() {
    CommandLineRun run =
        project()
            .file("migrations/V3__not_null.sql", NOT_NULL)
            .file(
                "slipway.toml",
                """
                [lint.rules]
                create-index-blocks-writes = "info"
                [lint.paths."migrations/V2*.sql"]
                blocks = "warning"
                """)
            .slipway("lint");
    assertThat(run.out())
        .contains("warning create-index-blocks-writes", "error set-not-null-scans-table");
    run.file("slipway.toml", "[lint.paths.\"**/V3*\"]\nblocks = \"off\"\n").slipway("lint");
    assertThat(run.out())
        .contains("error create-index-blocks-writes")
        .doesNotContain("set-not-null-scans-table");
  }

  @Test
  void aMisspeltRuleOrLevelIsRefused() {
    CommandLineRun run =
        project()
            .file("slipway.toml", "[lint.rules]\ncreate-index-block-writes = \"off\"\n")
            .slipway("lint");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("slipway.toml:2", "Did you mean `create-index-blocks-writes`?");
    run.file("slipway.toml", "[lint.rules]\nblocks = \"of\"\n").slipway("lint");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("`of`", "off, info, warning, error");
  }

  @Test
  void aBaselineIsARatchet() throws IOException {
    CommandLineRun run = project();
    assertThat(run.slipway("lint", "--baseline", "known.txt").exit()).isEqualTo(2);
    assertThat(run.slipway("lint", "--baseline", "known.txt", "--write-baseline").exit()).isZero();
    Path known = folder.resolve("known.txt");
    assertThat(Files.readString(known)).contains("create-index-blocks-writes migrations/V2");
    run.slipway("lint", "--baseline", "known.txt");
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).doesNotContain("no longer found");

    // The same statement further down is known; a second one like it is not.
    run.file("migrations/V2__index.sql", "-- moved\n\n" + INDEX)
        .slipway("lint", "--baseline", "known.txt");
    assertThat(run.exit()).as(run.out()).isZero();
    run.file("migrations/V2__index.sql", INDEX + INDEX).slipway("lint", "--baseline", "known.txt");
    assertThat(run.exit()).isEqualTo(5);

    run.file("migrations/V2__index.sql", "SELECT 1;\n").slipway("lint", "--baseline", "known.txt");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("no longer found, though in the baseline: create-index-blocks-writes in");
  }

  @Test
  void aFileThatIsNoBaselineIsRefusedWithTheLine() {
    CommandLineRun run =
        project()
            .file("known.txt", "# slipway lint baseline 1\nnonsense\n")
            .slipway("lint", "--baseline", "known.txt");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("line 2 of ");
  }

  @Test
  void onlyWhatABranchChangedIsJudgedAgainstTheWholeHistory() throws Exception {
    CommandLineRun run = project();
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "all");
    git("checkout", "-q", "-b", "work");
    run.slipway("lint", "--since", "main");
    assertThat(run.exit()).as(run.err() + run.out()).isZero();

    run.file("migrations/V3__not_null.sql", "SELECT 1;\n\n" + NOT_NULL);
    run.slipway("lint", "--git-diff");
    assertThat(run.out())
        .as("a file git does not know; the table is known from the history")
        .contains("set-not-null-scans-table")
        .doesNotContain("create-index-blocks-writes");
    git("add", ".");
    git("commit", "-q", "-m", "more");
    assertThat(run.slipway("lint", "--git-diff").exit()).isZero();
    assertThat(run.slipway("lint", "--since", "main").exit()).isEqualTo(5);
    assertThat(run.out()).doesNotContain("create-index-blocks-writes");
  }

  @Test
  void aStatementIsTouchedInAnyOfItsLines() throws Exception {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("migrations/1_orders.sql", "CREATE TABLE orders (id int, mail text);\n")
            .file("migrations/2_ü x.sql", INDEX + "CREATE INDEX j\n  ON orders\n  (mail);\n");
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "all");
    run.file("migrations/2_ü x.sql", INDEX + "CREATE INDEX j\n  ON orders\n  (id);\n");
    run.slipway("lint", "--git-diff");
    assertThat(run.out()).contains("x.sql:2:1 error").doesNotContain("x.sql:1:1 error");
  }

  @Test
  void aCommitThatIsNotThereIsNamed() throws Exception {
    git("init", "-q", "-b", "main");
    CommandLineRun run = project().slipway("lint", "--since", "--output=x");
    assertThat(run.exit()).isEqualTo(2);
    run.slipway("lint", "--since=nowhere");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("git knows no commit `nowhere`", "fetch-depth");
  }

  private void git(String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of("git", "-c", "user.name=a", "-c", "user.email=a@b.example"),
                Stream.of(arguments))
            .toList();
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String out =
        new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(out).isZero();
  }
}
