package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What every form of statement becomes: {@code changes.txt}, a statement per paragraph, then {@code
 * =>} and its change with all that is null, false, empty or zero left out.
 */
class ChangesTest {
  private static final String ARROW = "\n=> ";
  private final SqlParser parser = SqlParser.create();

  @Test
  void everyStatementBecomesTheChangeBesideIt() throws IOException {
    List<String> actual = new ArrayList<>();
    for (String paragraph : paragraphs()) {
      String sql = paragraph.substring(0, paragraph.indexOf(ARROW));
      actual.add(sql + ARROW + Brief.of(change(sql)));
    }
    assertThat(String.join("\n\n", actual)).isEqualTo(String.join("\n\n", paragraphs()));
  }

  @Test
  void everyRecordOccurs() throws IOException {
    String all = String.join("\n", paragraphs());
    TreeSet<String> missing = new TreeSet<>();
    for (Class<?> family : List.of(Change.class, TableAction.class)) {
      Arrays.stream(family.getPermittedSubclasses())
          .map(Class::getSimpleName)
          .filter(name -> !all.contains(name + "(") && !all.contains(name + ","))
          .forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  private Change change(String sql) {
    List<Statement> statements = parser.parse("changes.txt", sql).statements();
    assertThat(statements).as(sql).hasSize(1);
    return statements.getFirst().change();
  }

  private static List<String> paragraphs() throws IOException {
    try (InputStream in = ChangesTest.class.getResourceAsStream("/changes.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
      return List.of(text.split("\n\n", -1));
    }
  }
}
