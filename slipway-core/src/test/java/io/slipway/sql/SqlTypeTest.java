package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.problem.SlipwayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTypeTest {
  private final SqlParser parser = SqlParser.create();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int                              | int4        | int4",
        "integer                          | int4        | int4",
        "bigint                           | int8        | int8",
        "smallint                         | int2        | int2",
        "serial                           | serial      | serial",
        "bigserial                        | bigserial   | bigserial",
        "text                             | text        | text",
        "boolean                          | bool        | bool",
        "character varying(20)            | varchar     | varchar(20)",
        "varchar                          | varchar     | varchar",
        "character(10)                    | bpchar      | bpchar(10)",
        "char                             | bpchar      | bpchar(1)",
        "\"char\"                         | char        | \"char\"",
        "numeric(10,2)                    | numeric     | numeric(10,2)",
        "decimal(5)                       | numeric     | numeric(5)",
        "real                             | float4      | float4",
        "double precision                 | float8      | float8",
        "float(24)                        | float4      | float4",
        "timestamp(3) with time zone      | timestamptz | timestamptz(3)",
        "timestamp without time zone      | timestamp   | timestamp",
        "time with time zone              | timetz      | timetz",
        "interval                         | interval    | interval",
        "interval(3)                      | interval    | interval(3)",
        "interval day to second(3)        | interval    | interval day to second(3)",
        "interval hour                    | interval    | interval hour",
        "bit(5)                           | bit         | bit(5)",
        "bit varying                      | varbit      | varbit",
        "integer[]                        | int4        | int4[]",
        "text[][]                         | text        | text[][]",
        "character varying(20)[]          | varchar     | varchar(20)[]",
        "uuid                             | uuid        | uuid",
        "jsonb                            | jsonb       | jsonb",
        "json                             | json        | json",
        "app.\"Mood\"                     | Mood        | app.\"Mood\"",
        "geometry(Point,4326)             | geometry    | geometry(point,4326)",
        "pg_catalog.int8                  | int8        | int8",
      })
  void namesAreTheCatalogsAndSqlCanBeWritten(String written, String name, String sql) {
    SqlType type = parser.type(written);
    assertThat(type.name()).isEqualTo(name);
    assertThat(type.sql()).isEqualTo(sql);
    assertThat(parser.type(type.sql())).isEqualTo(type);
  }

  @Test
  void modifiersAndDimensionsAreNumbers() {
    SqlType type = parser.type("numeric(10,2)[][]");
    assertThat(type.modifiers()).isEqualTo(List.of(10, 2));
    assertThat(type.arrayDimensions()).isEqualTo(2);
    assertThat(type.schema()).isNull();
  }

  @Test
  void whatIsNoTypeIsAProblem() {
    assertThatThrownBy(() -> parser.type("int + 1")).isInstanceOf(SlipwayException.class);
    assertThatThrownBy(() -> parser.type("int, now()")).isInstanceOf(SlipwayException.class);
  }
}
