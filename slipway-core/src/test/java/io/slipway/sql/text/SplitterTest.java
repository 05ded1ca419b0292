package io.slipway.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 'a;b'",
        "select 'it''s; one'",
        "select E'a\\';b'",
        "select e'a\\\\', ';'",
        "select E'a'\n'b\\';c'",
        "select U&'d\\0061;t'",
        "select U&\"d;\\0061t\"",
        "select B'01', X'1F;', N'a;b'",
        "select \"a;\"\"b\"",
        "select $$a;b$$",
        "select $tag$a;$$;$other$;b$tag$",
        "select $é$;$é$",
        "select 1 as a$b$c, 2 as d$b$e",
        "select 1 /* a; /* b; */ c; */ + 2",
        "select 1 -- a;\n + 2",
        "select (1; 2)",
        "create rule r as on insert to t do (select 1; select 2)",
        "select 5 <-- 3;\n 4",
        "select 1 @/* ; */ 2",
        "select '\\', ';'",
        "create function f() returns int begin atomic select 1; select 2; end",
        "create or replace procedure p() begin atomic select case when a then 1 end; select 2; end",
        "create function f(a int default 1) returns int language sql begin atomic ; end",
        "select arr[1:2], a::text, :b",
      })
  void oneStatementIsNotCut(String statement) {
    String text = "select 0;\n" + statement + ";\nselect 9";
    assertThat(statements(text)).containsExactly("select 0", statement, "select 9");
  }

  @Test
  void semicolonsEndStatementsAndEmptyOnesAreNone() {
    assertThat(statements(";; a ;; -- nothing\n; b;")).containsExactly("a", "b");
  }

  @Test
  void boundsLeaveOutCommentsAndSemicolon() {
    assertThat(statements("/* x */ select 1 /* in */ + 2 -- after\n;"))
        .containsExactly("select 1 /* in */ + 2");
  }

  @Test
  void commentsAreCollectedOnceEvenWhenAStatementIsCutAgain() {
    String text = "-- one\nselect (1; -- two\nselect 2; /* three */";
    Splitter.Split split = Splitter.split(text);
    assertThat(split.comments().stream().map(comment -> comment.in(text)))
        .containsExactly("-- one", "-- two", "/* three */");
  }

  @Test
  void aParenthesisNeverClosedDoesNotSwallowTheFile() {
    assertThat(statements("create table a (b int; select 1; select 2"))
        .containsExactly("create table a (b int", "select 1", "select 2");
  }

  @Test
  void anAtomicBodyNeverEndedDoesNotSwallowTheFile() {
    assertThat(statements("create function f() begin atomic select 1; select 2; select 3"))
        .containsExactly("create function f() begin atomic select 1", "select 2", "select 3");
  }

  @Test
  void beginOutsideARoutineEndsAtItsSemicolon() {
    assertThat(statements("begin; select 1; end; begin atomic; select 2"))
        .containsExactly("begin", "select 1", "end", "begin atomic", "select 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 'a; select 2", "select \"a; b", "select $$a; b", "select /* ; b"})
  void whatIsNeverClosedRunsToTheEnd(String text) {
    assertThat(statements(text)).hasSize(1);
  }

  @Test
  void copyDataIsNotSql() {
    String text = "copy t (a, b) from stdin;\n1\tit's;\n2\t(\n\\.\nselect 1;";
    List<Piece> pieces = Splitter.split(text).pieces();
    assertThat(((Piece.Sql) pieces.getFirst()).copyData()).isEqualTo("1\tit's;\n2\t(\n");
    assertThat(statements(text)).containsExactly("copy t (a, b) from stdin", "select 1");
  }

  @Test
  void copyFromStdinWithOptionsAndWindowsLinesHasData() {
    String text = "COPY t FROM STDIN WITH (FORMAT csv);\r\na;b\r\n\\.\r\nselect 1";
    assertThat(statements(text)).containsExactly("COPY t FROM STDIN WITH (FORMAT csv)", "select 1");
  }

  @Test
  void copyFromAFileHasNoData() {
    assertThat(statements("copy t from '/x';\nselect 1")).hasSize(2);
  }

  @Test
  void metaCommandsEndWithTheirLine() {
    String text = "\\set x 'it;s'\n\\i a b.sql\nselect 1;\n\\echo it's\nselect 2";
    assertThat(Splitter.split(text).pieces().stream().map(piece -> piece.toString()))
        .containsExactly(
            "MetaCommand[start=0, end=13, name=set, arguments=x 'it;s']",
            "MetaCommand[start=14, end=24, name=i, arguments=a b.sql]",
            "Sql[start=25, end=33, copyData=null]",
            "MetaCommand[start=35, end=45, name=echo, arguments=it's]",
            "Sql[start=46, end=54, copyData=null]");
  }

  @Test
  void aMetaCommandSendsTheStatementBeforeIt() {
    assertThat(statements("select 1 \\gexec\nselect 2 \\; select 3 \\\\ select 4"))
        .containsExactly("select 1", "\\gexec", "select 2", "select 3", "select 4");
  }

  @Test
  void backslashCopyTakesItsDataAlong() {
    assertThat(statements("\\copy t from stdin\n1;2\n\\.\nselect 1"))
        .containsExactly("\\copy t from stdin", "select 1");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstStatement() {
    assertThat(statements("\ufeffselect 1; select 2")).containsExactly("select 1", "select 2");
  }

  private static List<String> statements(String text) {
    return Splitter.split(text).pieces().stream()
        .map(piece -> text.substring(piece.start(), piece.end()))
        .toList();
  }
}
