package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL people really write: every block of the documents this project started from. */
class SeedsParseTest {
  private static final String BLOCK = "(?m)^-- ==== block ====$";
  private final SqlParser parser = SqlParser.create();

  @ParameterizedTest
  @CsvSource({
    "parlant-strategy.sql, 35, 6",
    "parlant-guide.sql, 51, 3",
    "strategies-guide.sql, 56, 4",
    "zero-downtime-outline.sql, 7, 0",
    "database-strategy.sql, 65, 12",
  })
  void everyBlockIsReadAndItsErrorsAreTheServers(String file, int statements, int errors)
      throws IOException {
    List<Statement> read =
        Stream.of(text(file).split(BLOCK, -1))
            .flatMap(block -> parser.parse(file, block).statements().stream())
            .toList();
    assertThat(read).hasSize(statements);
    assertThat(read.stream().map(Statement::change)).noneMatch(Change.Other.class::isInstance);
    assertThat(errors(read))
        .hasSize(errors)
        .allMatch(message -> message.startsWith("syntax error"));
  }

  private static List<String> errors(List<Statement> statements) {
    return statements.stream()
        .map(Statement::change)
        .filter(Change.Unparsable.class::isInstance)
        .map(change -> ((Change.Unparsable) change).message())
        .toList();
  }

  private static String text(String file) throws IOException {
    try (InputStream in = SeedsParseTest.class.getResourceAsStream("/seeds/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
