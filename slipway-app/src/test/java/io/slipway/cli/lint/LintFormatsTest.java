package io.slipway.cli.lint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import io.slipway.cli.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintFormatsTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "lint");

  @TempDir Path folder;

  private CommandLineRun project() {
    return CommandLineRun.in(folder)
        .file(
            "migrations/V1__orders.sql",
            "CREATE TABLE orders (id int PRIMARY KEY, mail text, \"a<b|c\" int);")
        .file(
            "migrations/V2__more.sql",
            """
            -- required from now on
            ALTER TABLE orders ALTER COLUMN mail SET NOT NULL;
              CREATE INDEX i ON orders ("a<b|c");
            ALTER TABLE orders DROP COLUMN mail;
            SELEC 1;
            """);
  }

  /** To write them: {@code -Dgolden=write}; the version is left out of them. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "github", "gitlab", "junit", "markdown", "sarif"})
  void everyFormatIsAsItsGoldenFileHasIt(String format) throws IOException {
    CommandLineRun run = project().slipway("lint", "--format", format);
    assertThat(run.exit()).as(run.err()).isEqualTo(5);
    String out =
        run.out().replace("\"" + Version.text() + "\"", "\"VERSION\"").replace(folder + "/", "");
    Path golden = GOLDEN.resolve(format + ".txt");
    if ("write".equals(System.getProperty("golden"))) Files.writeString(golden, out);
    assertThat(out).isEqualTo(Files.readString(golden));
  }

  @Test
  void junitIsXmlWhateverTheFileIsCalled() throws Exception {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("m/1_a&\"b'.sql", "SELEC '\u0001<&>';")
            .slipway("lint", "--format", "junit", "m");
    var bytes = new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8));
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bytes);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void aWorkflowCommandIsOneLineAndItsPropertiesAreEscaped() {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .file("m/1_a,b%c.sql", "SELEC 1;")
            .slipway("lint", "--format", "github", "m");
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out()).startsWith("::error file=m/1_a%2Cb%25c.sql,line=1,col=1,");
  }

  @Test
  void everyResultOfSarifPointsAtItsRule() {
    Map<String, ?> document = project().slipway("lint", "--format", "sarif").json();
    Map<?, ?> run = (Map<?, ?>) list(document, "runs").getFirst();
    Map<?, ?> driver = (Map<?, ?>) member((Map<?, ?>) member(run, "tool"), "driver");
    List<?> rules = list(driver, "rules");
    List<?> results = list(run, "results");
    assertThat(results).hasSizeGreaterThan(3);
    for (Object each : results) {
      var result = (Map<?, ?>) each;
      int index = ((Long) member(result, "ruleIndex")).intValue();
      assertThat(member((Map<?, ?>) rules.get(index), "id")).isEqualTo(member(result, "ruleId"));
    }
  }

  private static List<?> list(Map<?, ?> object, String name) {
    return (List<?>) member(object, name);
  }

  private static Object member(Map<?, ?> object, String name) {
    return requireNonNull(object.get(name), name);
  }

  @Test
  void otherVerbsDoNotKnowThem() {
    CommandLineRun run = project().slipway("plan", "--format", "sarif");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("cannot write the format `sarif`");
  }
}
