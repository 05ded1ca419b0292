package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, there is an answer, and its positions lie in the text. */
class SqlParserFuzzTest {
  private static final int CASES = 2_000;
  private static final long SEED = 20_261_121;

  private static final List<String> STATEMENTS =
      List.of(
          "alter table only s.t alter a type text using b::text, add column c int default 5 check (c > 0), set (fillfactor=70)",
          "create unique index concurrently i on t using gin ((a||b) desc, lower(c) x) include (e) where f is not null",
          "create table t (a int generated always as (b * 2) stored, constraint c foreign key (a) references p (q) on delete cascade) partition by range (a)",
          "with x as (delete from q returning *) insert into t (a, b) select * from x where z = 'é' on conflict do nothing",
          "update t set a = case when b then 1 end, (c, d) = (select 1, 2) from u where t.id = u.id and t.b is distinct from u.b returning *",
          "do $$ begin if exists (select 1 from q) then execute format('drop table %I', 'x'); end if; end $$",
          "create or replace function f(a int) returns void language sql begin atomic select 1; delete from t; end",
          "create policy p on t for select using (a = current_user) with check (b = 2)",
          "copy t (a) from stdin;\n1\t2\n\\.\n",
          "grant select (a, b), update on s.t to x, public; comment on column a.b.c is E'it\\'s'",
          "create domain d as text collate \"C\" default 'x' constraint y check (value ~ '^a') not null",
          "alter type e add value if not exists 'z' before 'y'; select U&'\\0061' /* a /* b */ c */ -- d\n",
          "create trigger t after insert or update of a on s.t for each row when (new.a) execute function f()");

  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "$$",
          "$a$",
          "(",
          ")",
          "[",
          ";",
          ",",
          "\\",
          "--",
          "/*",
          "*/",
          "\n",
          "\r\n",
          "é",
          "😀",
          "\ufeff",
          "\0",
          "begin atomic",
          "end",
          "select",
          "from stdin",
          "copy ",
          "::",
          "%",
          "\ud83d",
          "E'",
          "0x",
          "using",
          "where",
          "default",
          "not null",
          ".",
          "null");

  private final SqlParser parser = SqlParser.create();

  @Test
  void mutatedStatementsAlwaysHaveAnAnswerInsideTheText() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String text = mutated(random);
      Script script = parser.parse("fuzz", text);
      int previous = 0;
      for (Statement statement : script.statements()) {
        Span span = statement.span();
        assertThat(span.start()).as(text).isBetween(previous, span.end());
        assertThat(span.end()).as(text).isLessThanOrEqualTo(text.length());
        assertThat(statement.text()).isEqualTo(text.substring(span.start(), span.end()));
        previous = span.end();
        if (statement.change() instanceof Change.Unparsable error) {
          assertThat(error.index()).as(text).isBetween(span.start(), span.end());
          assertThat(error.line()).as(text).isBetween(span.line(), span.endLine() + 1);
        }
      }
    }
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(pick(STATEMENTS, random));
    if (random.nextInt(4) == 0) text.append("; ").append(pick(STATEMENTS, random));
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, pick(PIECES, random));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
        default ->
            text.replace(at, Math.min(text.length(), at + random.nextInt(6)), pick(PIECES, random));
      }
    }
    return text.toString();
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
