package io.slipway.sql.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sql.Change;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import io.slipway.sql.TableAction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every statement of the measured lock matrix is understood. */
class LockMatrixParsesTest {
  /** What they touch depends on who owns what: nothing but the server knows. */
  private static final List<String> UNKNOWABLE = List.of("ReassignOwnedStmt");

  @Test
  void everyStatementParsesAndMapsToARecordOfItsOwn() throws IOException {
    SqlParser parser = SqlParser.create();
    List<String> wrong = new ArrayList<>();
    int statements = 0;
    for (Node form : forms()) {
      for (String field : List.of("setup", "pre", "ddl")) {
        for (Statement statement : parser.parse(form.text("id"), form.text(field)).statements()) {
          statements++;
          if (!isUnderstood(statement.change())) {
            wrong.add(form.text("id") + ": " + statement.text() + " -> " + statement.change());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(statements).isEqualTo(2_010);
  }

  private static boolean isUnderstood(Change change) {
    return switch (change) {
      case Change.Unparsable ignored -> false;
      case Change.PsqlCommand ignored -> false;
      case Change.Other other -> UNKNOWABLE.contains(other.node());
      case Change.AlterTable alter ->
          alter.actions().stream().noneMatch(TableAction.Unrecognised.class::isInstance)
              && alter.actions().size() == alter.written().size();
      default -> true;
    };
  }

  private static List<Node> forms() throws IOException {
    try (InputStream in = LockMatrixParsesTest.class.getResourceAsStream("/lock-matrix.json")) {
      return NodeReader.read(Objects.requireNonNull(in).readAllBytes()).list("items");
    }
  }
}
