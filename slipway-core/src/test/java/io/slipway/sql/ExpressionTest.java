package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.problem.SlipwayException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
  private final SqlParser parser = SqlParser.create();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "now()                                   | now",
        "current_date                            | current_date",
        "CURRENT_TIMESTAMP                       | current_timestamp",
        "current_timestamp(3)                    | current_timestamp",
        "localtime                               | localtime",
        "a + b * c                               | ''",
        "coalesce(lower(a), app.f(b))            | lower app.f",
        "pg_catalog.random()                     | random",
        "now() AT TIME ZONE 'utc'                | timezone now",
        "extract(year from a)                    | extract",
        "nextval('s'::regclass)                  | nextval",
        "(select max(x) from t where y = f(1))   | max f",
        "case when is_ok(a) then 1 else 2 end    | is_ok",
        "a = any(array[1,2])                     | ''",
      })
  void functionsAreThoseItCalls(String sql, String functions) {
    String found =
        String.join(
            " ", parser.expression(sql).functions().stream().map(QualifiedName::toString).toList());
    assertThat(found).isEqualTo(functions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a > 0                                                | ''",
        "a is not null                                        | a",
        "a is not null and b > 0 and \"C\" is not null        | C a",
        "a is not null or b is not null                       | ''",
        "(a is not null and b is not null) or a is not null   | a",
        "not (a is null)                                      | a",
        "not (a is null or b is null)                         | a b",
        "not (a is null and b is null)                        | ''",
        "not (a is not null)                                  | ''",
        "(a, b) is not null                                   | a b",
        "not ((a, b) is null)                                 | ''",
        "length(a) > 0 and a is not null                      | a",
        "lower(a) is not null                                 | ''",
        "(a is not null) is true                              | ''",
        "num_nulls(a) = 0                                     | ''",
      })
  void impliesNotNullWhatTheServerCanProve(String sql, String columns) {
    Set<String> implied = parser.expression(sql).impliesNotNull();
    assertThat(String.join(" ", implied.stream().sorted().toList())).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "5                        | 5",
        "0                        | 0",
        "-7                       | -7",
        "1.50                     | 1.50",
        "12345678901234567890     | 12345678901234567890",
        "true                     | true",
        "false                    | false",
        "'it''s'                  | it's",
        "''                       | ``",
        "'{}'::jsonb              | {}",
        "cast('a' as text)        | a",
        "'x'::character varying   | x",
        "interval '1 day'         | 1 day",
        "NULL                     | -",
        "NULL::text               | -",
        "a                        | -",
        "1 + 1                    | -",
        "now()                    | -",
        "ARRAY[]::text[]          | -",
      })
  void aLiteralIsOneConstantWithCastsAroundIt(String sql, @Nullable String value) {
    Expression expression = parser.expression(sql);
    assertThat(expression.literal()).isEqualTo(value);
    assertThat(expression.isNull()).isEqualTo(sql.startsWith("NULL"));
  }

  @Test
  void columnsComeInOrderOfAppearanceWithoutTheirTable() {
    assertThat(parser.expression("z.b + \"A\" * case when c then b end").columns())
        .containsExactly("b", "A", "c");
  }

  @Test
  void relationsAreReadByItsSubQueries() {
    assertThat(
            parser
                .expression("exists (with q as (select * from s.t) select 1 from q join u on true)")
                .relations())
        .containsExactly(QualifiedName.of("s", "t"), QualifiedName.of("u"));
  }

  @Test
  void whatIsNoExpressionIsAProblem() {
    assertThatThrownBy(() -> parser.expression("a +"))
        .isInstanceOf(SlipwayException.class)
        .hasMessageContaining("a +");
  }
}
