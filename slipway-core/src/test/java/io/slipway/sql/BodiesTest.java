package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {
  private final SqlParser parser = SqlParser.create();

  @Test
  void statementsOfABlockHaveTheirLinesInTheFile() {
    Change.DoBlock block =
        block(
            """
            -- é
            select 1;
            DO $body$
            DECLARE
              r record;
              c CURSOR FOR SELECT * FROM in_cursor;
            BEGIN
              IF NOT EXISTS (SELECT 1 FROM in_condition) THEN
                CREATE INDEX CONCURRENTLY i ON t (a);
              ELSE
                UPDATE t
                   SET a = 1;
              END IF;
              PERFORM f();
              FOR r IN SELECT * FROM in_loop LOOP
                DELETE FROM t WHERE id = r.id;
              END LOOP;
              r.total := (SELECT max(a) FROM in_assignment);
              COMMIT;
            END
            $body$""",
            1);
    assertThat(block.nested().stream().map(BodiesTest::brief))
        .containsExactly(
            "6 SELECT SELECT * FROM in_cursor",
            "8 SELECT SELECT NOT EXISTS (SELECT 1 FROM in_condition)",
            "9? CREATE INDEX CREATE INDEX CONCURRENTLY i ON t (a)",
            "11? UPDATE UPDATE t\n       SET a = 1",
            "14 SELECT SELECT f()",
            "15 SELECT SELECT * FROM in_loop",
            "16? DELETE DELETE FROM t WHERE id = r.id",
            "18 SELECT SELECT  (SELECT max(a) FROM in_assignment)",
            "19 COMMIT COMMIT");
    assertThat(block.dynamic()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "execute 'drop table a'                                   ~ DROP TABLE drop table a",
        "execute 'drop table ' || quote_ident('A b')              ~ DROP TABLE drop table \"A b\"",
        "execute format('drop table %I.%I', 'S', 't')             ~ DROP TABLE drop table \"S\".t",
        "execute format('select %2$I, %1$s, ''%%''', 'a','b') ~ SELECT select b, a, '%'",
        "execute format('select %L', 'it''s')                     ~ SELECT select 'it''s'",
        "execute concat('drop ', 'table a') using 1               ~ DROP TABLE drop table a",
        "execute known                                            ~ DROP TABLE drop table k",
        "execute once || ' cascade'                               ~ DROP TABLE drop table o cascade",
        "execute 'select 1' into strict twice                     ~ SELECT select 1",
        "for r in execute 'select * from q' loop null; end loop   ~ SELECT select * from q",
      })
  void textsThatAreKnownWithoutRunningAreRead(String statement, String nested) {
    Change.DoBlock block = blockWith(statement);
    assertThat(block.dynamic()).isFalse();
    assertThat(block.nested().stream().map(it -> it.change().tag() + " " + it.text()))
        .containsExactly(nested);
    assertThat(block.nested().getFirst().dynamic()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "execute twice ~ 0",
        "execute 'drop table ' || r.name ~ 0",
        "execute format('drop table %I', current_schema()) ~ 0",
        "execute format('drop table %I %I', 'a') ~ 0",
        "execute itself ~ 0",
        "execute twice; drop table a ~ 1",
      })
  void textsThatAreNotMakeTheBlockDynamic(String statement, int nested) {
    Change.DoBlock block = blockWith(statement);
    assertThat(block.dynamic()).isTrue();
    assertThat(block.nested()).hasSize(nested);
  }

  private Change.DoBlock blockWith(String statement) {
    return block(
        "do $$ declare known constant text := 'drop table k'; once text; twice text := 'a'; "
            + "r record; itself text; begin once := 'drop table o'; twice := 'b'; "
            + "itself := itself || 'x'; "
            + statement
            + "; end $$",
        0);
  }

  @Test
  void oneTextMayHoldSeveralStatements() {
    Change.DoBlock block = block("do $$ begin execute 'drop table a; drop table b'; end $$", 0);
    assertThat(block.nested()).hasSize(2);
  }

  @Test
  void blocksWithHandlersAreConditionalAsAreTheHandlers() {
    Change.DoBlock block =
        block(
            """
            DO $$ BEGIN
              CREATE TYPE mood AS ENUM ('a');
            EXCEPTION WHEN duplicate_object THEN
              DROP TYPE other;
            END $$""",
            0);
    assertThat(block.nested().stream().map(BodiesTest::brief))
        .containsExactly(
            "2? CREATE TYPE CREATE TYPE mood AS ENUM ('a')", "4? DROP TYPE DROP TYPE other");
  }

  @Test
  void aBodyThatCannotBeReadIsUnanalysedNotAnError() {
    Change.DoBlock block = block("do $$ begin this is not; plpgsql end $$", 0);
    assertThat(block.dynamic()).isTrue();
    assertThat(block.nested()).isEmpty();
    assertThat(routine("create function f() returns int language plpgsql as 'begin x(; end'"))
        .isEmpty();
  }

  @Test
  void rowTypesNeedNoCatalog() {
    assertThat(
            routine(
                "create function f() returns void language plpgsql as $$\n"
                    + "declare v app.t%ROWTYPE;\nbegin v.a := 1; delete from t; end $$"))
        .containsExactly("3 DELETE delete from t");
  }

  @Test
  void routinesInSqlHaveTheirStatementsToo() {
    assertThat(routine("create procedure p() language sql as '\n select 1;\n\ndelete from t; '"))
        .containsExactly("2 SELECT select 1", "4 DELETE delete from t");
    assertThat(
            routine(
                "create function f() returns int\nbegin atomic\n select 1;\n delete from t;\nend"))
        .containsExactly("3 SELECT select 1", "4 DELETE delete from t");
    assertThat(routine("create function f() returns int\n return (select max(a) from t)"))
        .containsExactly("2 SELECT return (select max(a) from t)");
  }

  @Test
  void anErrorInASqlBodyIsFoundWhereItStands() {
    Change.CreateRoutine routine =
        (Change.CreateRoutine)
            only("\ncreate function f() returns int language sql as $$\n selec 1 $$", 0);
    assertThat(routine.nested().getFirst().change())
        .isEqualTo(new Change.Unparsable("syntax error at or near \"selec\"", 3, 1, -1));
  }

  @Test
  void triggerFunctionsSetFieldsOfNew() {
    assertThat(
            routine(
                "create function f() returns trigger language plpgsql as $$\nbegin\n"
                    + " new.a := coalesce(new.b, (select 1 from t)); update u set a = 1; return new; end $$"))
        .containsExactly(
            "3 SELECT SELECT  coalesce(new.b, (select 1 from t))", "3 UPDATE update u set a = 1");
  }

  private List<String> routine(String sql) {
    Change.CreateRoutine routine = (Change.CreateRoutine) only(sql, 0);
    return routine.nested().stream().map(BodiesTest::brief).toList();
  }

  private static String brief(Change.Nested nested) {
    String sometimes = nested.conditional() ? "? " : " ";
    return nested.line() + sometimes + nested.change().tag() + " " + nested.text();
  }

  private Change.DoBlock block(String sql, int index) {
    return (Change.DoBlock) only(sql, index);
  }

  private Change only(String sql, int index) {
    List<Statement> statements = parser.parse("x.sql", sql).statements();
    assertThat(statements).hasSize(index + 1);
    return statements.get(index).change();
  }
}
