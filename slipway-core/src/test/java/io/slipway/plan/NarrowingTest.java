package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.slipway.testing.TestPostgres;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A column made shorter: what ALTER COLUMN … TYPE refuses is refused before anything has changed,
 * with the row; what it cuts off or rounds is cut off or rounded.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NarrowingTest {
  private final Yard yard = new Yard();

  @AfterAll
  void close() {
    yard.close();
  }

  /**
   * @param wide the column's type, {@code narrow} the one it gets
   * @param value of row 2, as an SQL constant
   * @param state the SQLSTATE the statement itself fails with; null where it accepts the value
   */
  record Narrowing(int major, String wide, String narrow, String value, @Nullable String state) {
    String statement() {
      return "alter table t alter column a type " + narrow;
    }
  }

  private static final List<Narrowing> ALL =
      List.of(
          new Narrowing(0, "text", "varchar(3)", "'abcd'", "22001"),
          new Narrowing(0, "text", "varchar(3)", "'abc  '", null),
          new Narrowing(0, "varchar(9)", "varchar(3)", "'ab''d'", "22001"),
          new Narrowing(0, "text", "char(3)", "'abcd'", "22001"),
          new Narrowing(0, "text", "char(3)", "'ab  '", null),
          new Narrowing(0, "int", "varchar(3)", "1234", "22001"),
          new Narrowing(0, "varbit", "bit(3)", "B'1011'", "22026"),
          new Narrowing(0, "varbit", "bit(3)", "B'10'", "22026"),
          new Narrowing(0, "varbit", "bit(3)", "B'101'", null),
          new Narrowing(0, "varbit", "varbit(3)", "B'1011'", "22001"),
          new Narrowing(0, "text[]", "varchar(3)[]", "'{ab,abcd}'", "22001"),
          new Narrowing(0, "text[]", "varchar(3)[]", "'{ab,\"abc  \"}'", null),
          new Narrowing(0, "numeric", "numeric(5,2)", "1.239", null),
          new Narrowing(0, "numeric[]", "numeric(5,2)[]", "'{1.239}'", null),
          new Narrowing(0, "timestamp", "timestamp(0)", "'2026-01-01 10:00:00.7'", null),
          new Narrowing(0, "text", "varchar(3) using a::varchar(3)", "'abcd'", null));

  static Stream<Narrowing> tries() {
    return TestPostgres.majors().stream()
        .flatMap(
            major ->
                ALL.stream()
                    .map(
                        it ->
                            new Narrowing(major, it.wide(), it.narrow(), it.value(), it.state())));
  }

  private Session prepared(Narrowing it, String name) {
    Session session = yard.empty(it.major(), name);
    session.execute(
        "create table t (id int primary key, a %s); insert into t values (1, null), (2, %s)"
            .formatted(it.wide(), it.value()));
    return session;
  }

  @ParameterizedTest
  @MethodSource("tries")
  void isRefusedOrDoneAsTheStatementDoesIt(Narrowing it) {
    Session naive = prepared(it, "naive");
    Throwable refusal = catchThrowable(() -> naive.execute(it.statement()));
    if (it.state() == null) assertThat(refusal).isNull();
    else assertThat(refusal.getCause()).hasFieldOrPropertyWithValue("SQLState", it.state());
    Session planned = prepared(it, "planned");
    PlanRun run = new PlanRun(planned);
    Plan plan = run.plan(it.statement());
    assertThat(plan.decisions()).extracting(Decision::strategy).containsExactly("dual-write");
    if (it.state() == null) {
      plan.phases().forEach(run::run);
      assertThat(planned.query("select id, a from t order by 1"))
          .isEqualTo(naive.query("select id, a from t order by 1"));
    } else {
      Step.Verify converts =
          plan.steps()
              .filter(Step.Verify.class::isInstance)
              .map(Step.Verify.class::cast)
              .filter(step -> step.title().endsWith("converts"))
              .findFirst()
              .orElseThrow();
      assertThat(planned.query(converts.violations())).containsExactly("2");
    }
  }

  /**
   * The application writes what the new type refuses while the column has a twin: nothing fails.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table t alter column a type positive",
        "alter table t alter column a type int using refused(a)"
      })
  void theApplicationIsNotRefused(String statement) {
    for (int major : TestPostgres.majors()) {
      Session session = yard.empty(major, "planned");
      session.execute(
          """
          create domain positive as int check (value > 0);
          create function refused(bigint) returns int language plpgsql immutable as $$ begin
            if $1 < 0 then raise exception 'negative'; end if; return $1; end $$;
          create table t (id int primary key, a bigint); insert into t values (1, 1);
          """);
      PlanRun run = new PlanRun(session);
      Plan plan = run.plan(statement);
      run.run(plan.phases().getFirst());
      session.execute("insert into t (id, a) values (2, -2); update t set a = -1 where id = 1");
      assertThat(session.query("select id, a, a_new from t order by 1"))
          .containsExactly("1|-1|null", "2|-2|null");
    }
  }
}
