package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {
  private final SqlParser parser = SqlParser.create();

  @Test
  void statementsStandWhereTheFileHasThem() {
    Script script =
        parser.parse(
            "V1.sql",
            """
            -- größe
            select 'é😀', 1; select
              2
              ; -- end
            /* x
            */ drop table t\
            """);
    assertThat(script.statements().stream().map(Statement::span))
        .containsExactly(
            new Span(9, 24, 2, 1, 2), new Span(26, 36, 2, 17, 3), new Span(56, 68, 6, 4, 6));
    assertThat(script.statements().stream().map(Statement::text))
        .containsExactly("select 'é😀', 1", "select\n  2", "drop table t");
    assertThat(script.statements().stream().map(Statement::index)).containsExactly(0, 1, 2);
    assertThat(script.comments().stream().map(Script.Comment::text))
        .containsExactly("größe", "end", "x");
    assertThat(script.comments().getLast().span()).isEqualTo(new Span(48, 55, 5, 1, 6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 'ü' from from | syntax error at or near \"from\" | 17",
        "selec 1              | syntax error at or near \"selec\" | 1",
        "select 1 from        | syntax error at end of input | 14",
        "select 'a            | unterminated quoted string at or near \"'a\" | 8",
        "select \"a           | unterminated quoted identifier at or near \"\"a\" | 8",
        "select /* a          | unterminated /* comment at or near \"/* a\" | 8",
        "select 123abc        | trailing junk after numeric literal at or near \"123abc\" | 8",
        "select E'\\u00zz'    | invalid Unicode escape | 10",
        "alter table t add constraint if not exists c check (a) "
            + "| syntax error at or near \"exists\" | 37",
        "create table t (offset int) | syntax error at or near \"offset\" | 17",
        "drop trigger x | syntax error at end of input | 15",
      })
  void errorsHaveTheServersWordsAndPosition(String sql, String message, int column) {
    Statement statement = only("\n\nselect 1;\n  " + sql, 1);
    assertThat(statement.change())
        .isEqualTo(new Change.Unparsable(message, 4, column + 2, 11 + 2 + column));
  }

  @Test
  void anErrorSparesTheStatementsAroundIt() {
    Script script = parser.parse("x", "select 1; selec 2; select (3; select 4");
    assertThat(script.statements().stream().map(Statement::kind))
        .containsExactly("SELECT", "UNPARSABLE", "UNPARSABLE", "SELECT");
  }

  @Test
  void aNulIsAnErrorWhereItStands() {
    assertThat(only("select 1;\nselect '\0'", 1).change())
        .isEqualTo(
            new Change.Unparsable("invalid byte sequence for encoding \"UTF8\": 0x00", 2, 9, 18));
  }

  @Test
  void aByteOrderMarkShiftsNothingButIndexes() {
    Script script = parser.parse("x", "\ufeffselec 1");
    assertThat(script.statements().getFirst().span()).isEqualTo(new Span(1, 8, 1, 1, 1));
    assertThat(script.statements().getFirst().change())
        .isEqualTo(new Change.Unparsable("syntax error at or near \"selec\"", 1, 1, 1));
  }

  @Test
  void copyDataComesWithItsStatement() {
    Statement copy = only("copy t (a) from stdin;\n1\n2\n\\.\n", 0);
    assertThat(copy.copyData()).isEqualTo("1\n2\n");
    assertThat(((Change.Query) copy.change()).readsStdin()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\echo hi",
        "\\set a b",
        "\\timing on",
        "\\pset pager off",
        "\\encoding UTF8",
        "\\dt+ public.*",
        "\\restrict x",
        "\\g"
      })
  void metaCommandsThatChangeNothingAreUnderstood(String command) {
    assertThat(((Change.PsqlCommand) only(command, 0).change()).refused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\connect other",
        "\\c other",
        "\\! rm x",
        "\\copy t from x",
        "\\i a.sql",
        "\\ir b.sql",
        "\\gexec",
        "\\gset",
        "\\if a",
        "\\o file",
        "\\q",
        "\\unknown",
        "\\g file",
        "\\."
      })
  void otherMetaCommandsAreRefusedByName(String command) {
    assertThat(((Change.PsqlCommand) only(command, 0).change()).refused()).isTrue();
  }

  @Test
  void anIncludeThatIsStillThereWasNotFound() {
    Change.PsqlCommand command = (Change.PsqlCommand) only("\\ir '../other file.sql'", 0).change();
    assertThat(command).isEqualTo(new Change.PsqlCommand("ir", "'../other file.sql'", true));
    assertThat(command.refusal())
        .isEqualTo("\\ir names a file that is not there: '../other file.sql'");
  }

  @Test
  void thirtyThousandTermsParse() {
    String sum = "select 1" + " + a".repeat(30_000);
    assertThat(only(sum, 0).change()).isInstanceOf(Change.Query.class);
    assertThat(parser.expression("1" + " + a".repeat(30_000)).columns()).containsExactly("a");
  }

  @Test
  void whatIsTooDeepEvenForALargeStackIsRejectedNotThrown() {
    Statement statement = only("select 1" + " + a".repeat(250_000), 0);
    assertThat(statement.change())
        .isEqualTo(new Change.Unparsable("stack depth limit exceeded", 1, 1, 0));
    assertThat(only("select 1", 0).kind()).isEqualTo("SELECT");
  }

  @Test
  void aSmallStackIsNoLimit() throws InterruptedException {
    Change[] change = new Change[1];
    Runnable work = () -> change[0] = only("select " + "- ".repeat(1_500) + "1", 0).change();
    Thread small = new Thread(null, work, "small-stack", 128 << 10);
    small.start();
    small.join();
    assertThat(change[0]).isInstanceOf(Change.Query.class);
  }

  @Test
  void anEmptyFileHasNoStatements() {
    assertThat(List.of(parser.parse("x", ""), parser.parse("x", " ;-- a\n;")))
        .allSatisfy(script -> assertThat(script.statements()).isEmpty());
  }

  private Statement only(String text, int index) {
    Script script = parser.parse("x.sql", text);
    assertThat(script.statements()).hasSize(index + 1);
    return script.statements().get(index);
  }
}
