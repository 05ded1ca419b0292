package io.slipway.sql.libpgquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PgQueryTest {
  private final PgQuery parser = new PgQuery();

  @Test
  void aStatementBecomesATree() {
    assertThat(json(parser.parse("select 1")))
        .startsWith("{\"version\":1800")
        .contains("\"ival\":{\"ival\":1}");
  }

  @Test
  void anErrorHasTheServersWordsAndCountsCodePoints() {
    assertThat(parser.parse("select 'é😀', from"))
        .isEqualTo(new Answer.Rejected("syntax error at or near \"from\"", 14));
  }

  @Test
  void errorsDoNotHarmTheInstance() {
    for (int i = 0; i < 2_000; i++) {
      assertThat(parser.parse("select (")).isInstanceOf(Answer.Rejected.class);
    }
    assertThat(parser.parse("select 1")).isInstanceOf(Answer.Tree.class);
  }

  @Test
  void aNulIsRefusedBecauseItWouldHideWhatFollows() {
    assertThatThrownBy(() -> parser.parse("select 1\0; drop table t"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void plPgSqlIsParsedAndItsErrorsAreWords() {
    assertThat(json(parser.parsePlPgSql("do $$begin perform 1; end$$")))
        .contains("PLpgSQL_stmt_perform");
    assertThat(parser.parsePlPgSql("do $$begin perform (; end$$"))
        .isEqualTo(new Answer.Rejected("mismatched parentheses at or near \";\"", 0));
  }

  @Test
  void theScannerGivesTokensWithCommentsInTheirPlace() {
    assertThat(json(parser.scan("select 1 -- one")))
        .contains("\"tokenType\":275")
        .contains("\"text\":\"-- one\"");
  }

  @Test
  void anInstanceThatOverflowedTheStackIsNotUsedAgain() throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    String deep = "select 1" + " + 1".repeat(5_000);
    Thread small = new Thread(null, () -> thrown[0] = failureOf(deep), "small-stack", 256 << 10);
    small.start();
    small.join();
    assertThat(thrown[0]).isInstanceOf(StackOverflowError.class);
    assertThat(parser.parse("select 1")).isInstanceOf(Answer.Tree.class);
  }

  private Throwable failureOf(String sql) {
    try {
      parser.parse(sql);
      return new AssertionError("the stack was deep enough");
    } catch (StackOverflowError e) {
      return e;
    }
  }

  @Test
  void megabytesAreParsedAndTheirMemoryGivenBack() {
    String rows = "(1, 'some text that is long enough'),".repeat(40_000);
    Answer answer = parser.parse("insert into t values " + rows + "(2, 'x')");
    assertThat(answer).isInstanceOf(Answer.Tree.class);
    assertThat(parser.parse("select 1")).isInstanceOf(Answer.Tree.class);
  }

  @Test
  void threadsWithTheirOwnParserAgree() throws InterruptedException, ExecutionException {
    String sql = "create table t (a int default 5 check (a > 0), b text references x (y))";
    String alone = json(parser.parse(sql));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<String>> answers =
          IntStream.range(0, 4)
              .mapToObj(i -> threads.submit(() -> json(new PgQuery().parse(sql))))
              .toList();
      for (Future<String> answer : answers) assertThat(answer.get()).isEqualTo(alone);
    }
  }

  private static String json(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Tree.class);
    return new String(((Answer.Tree) answer).json(), StandardCharsets.UTF_8);
  }
}
