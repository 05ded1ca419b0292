package io.slipway.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DirectivesTest {
  private final SqlParser parser = SqlParser.create();

  private Script script(String sql) {
    return parser.parse("0001_a.sql", sql);
  }

  private Directives read(String sql) {
    return DirectiveReader.read(script(sql));
  }

  @Test
  void everyKeyOfTheGuideIsUnderstood() {
    Metadata metadata =
        read("""
                -- @metadata {"zeroDowntime": true, "phase": "expand", "strategy": "dual-write",
                --   "progressive": true, "batchSize": 10000, "delayMs": 100, "maxDuration": 3600000,
                --   "rolloutPercentage": 10, "requiresDeployment": true, "deploymentVersion": "1.4",
                --   "author": "ann", "description": "{braces} in text", "breakingChange": false,
                --   "estimatedDuration": "1h30m", "dataVolume": 2000000, "risk": "low",
                --   "tags": ["orders"], "dependencies": ["1", "2"]}
                select 1;
                """)
            .ofFile();
    assertThat(metadata.zeroDowntime()).contains(true);
    assertThat(metadata.phase()).contains("expand");
    assertThat(metadata.strategy()).contains("dual-write");
    assertThat(metadata.progressive()).isTrue();
    assertThat(metadata.batchSize()).contains(10_000);
    assertThat(metadata.delay()).contains(Duration.ofMillis(100));
    assertThat(metadata.maxDuration()).contains(Duration.ofHours(1));
    assertThat(metadata.rolloutPercentage()).contains(10);
    assertThat(metadata.requiresDeployment()).isTrue();
    assertThat(metadata.deploymentVersion()).contains("1.4");
    assertThat(metadata.author()).contains("ann");
    assertThat(metadata.description()).contains("{braces} in text");
    assertThat(metadata.breakingChange()).contains(false);
    assertThat(metadata.estimatedDuration()).contains(Duration.ofMinutes(90));
    assertThat(metadata.dataVolume()).contains("2000000");
    assertThat(metadata.risk()).contains("low");
    assertThat(metadata.tags()).containsExactly("orders");
    assertThat(metadata.dependencies()).containsExactly("1", "2");
  }

  @Test
  void aBlockIsForTheStatementsAfterIt() {
    Script script =
        script(
            """
            select 1;
            -- @metadata {"phase": "expand"}
            select 2;
            /* @metadata {
              "phase": "contract"
            } */
            select 3;
            """);
    Directives directives = DirectiveReader.read(script);
    assertThat(script.statements())
        .extracting(it -> directives.at(it).phase().orElse("none"))
        .containsExactly("none", "expand", "contract");
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
    assertThatThrownBy(
            () -> read("select 1;\n-- @metadata {\"phase\": \"expand\",\n--  \"batchsizes\": 5}\n"))
        .hasMessageContaining("0001_a.sql:3: @metadata has no key \"batchsizes\"")
        .hasMessageContaining("Did you mean \"batchSize\"?");
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    assertThatThrownBy(() -> read("-- @metadata {\"rolloutPercentage\": 101}"))
        .hasMessageContaining("0001_a.sql:1: \"rolloutPercentage\" in @metadata must be")
        .hasMessageContaining("It is 101");
    assertThatThrownBy(() -> read("-- @metadata {\"zeroDowntime\": \"yes\"}"))
        .hasMessageContaining("must be true or false");
    assertThatThrownBy(() -> read("-- @metadata {\"maxDuration\": \"soon\"}"))
        .hasMessageContaining("milliseconds, or a text like");
    assertThatThrownBy(() -> read("-- @metadata {\"tags\": \"a\"}"))
        .hasMessageContaining("a list of texts");
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("\n-- @metadata {\"phase\": expand}"))
        .hasMessageContaining("0001_a.sql:2: the JSON after @metadata cannot be read");
    assertThatThrownBy(() -> read("-- @metadata\nselect 1;"))
        .hasMessageContaining("@metadata is not followed by a JSON object");
  }

  @Test
  void anIgnoreBelongsToItsStatementAndNeedsAReason() {
    Script script =
        script(
            """
            -- slipway:ignore CreateIndexBlocksWrites the table has 200 rows
            create index on a (b);
            create index on a (c); -- slipway:ignore CreateIndexBlocksWrites so has this
            create index on a (
              d -- slipway:ignore Other inside
            );
            """);
    Directives directives = DirectiveReader.read(script);
    assertThat(directives.ignores())
        .extracting(Directives.Ignore::statement)
        .containsExactly(0, 1, 2);
    assertThat(directives.ignoredAt(script.statements().getFirst()))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).isEqualTo("the table has 200 rows"))
        .satisfies(it -> assertThat(it.rule()).isEqualTo("CreateIndexBlocksWrites"));
    assertThatThrownBy(() -> read("-- slipway:ignore SomeRule"))
        .hasMessageContaining("gives no reason");
  }

  @Test
  void verbatimIsForTheFileAndAMisspelledDirectiveIsRefused() {
    assertThat(read("-- slipway:verbatim\nselect 1;").verbatim()).isTrue();
    assertThat(read("select '-- slipway:verbatim';").verbatim()).isFalse();
    assertThatThrownBy(() -> read("-- slipway:ignor X y"))
        .hasMessageContaining("there is no directive slipway:ignor");
  }
}
