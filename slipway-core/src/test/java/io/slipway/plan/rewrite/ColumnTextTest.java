package io.slipway.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a column, and what is a word of the language that is spelled like one. */
class ColumnTextTest {
  private static final Map<String, String> COLUMNS =
      Map.of("at", "NEW.at", "time", "NEW.time", "zone", "NEW.zone", "year", "NEW.year");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "at AT TIME ZONE 'UTC' | NEW.at AT TIME ZONE 'UTC'",
        "at at time zone zone | NEW.at at time zone NEW.zone",
        "(at) at time zone at | (NEW.at) at time zone NEW.at",
        "time at local | NEW.time at local",
        "extract(year from at) | extract(year from NEW.at)",
        "extract(year from make_date(year, 1, 1)) | extract(year from make_date(NEW.year, 1, 1))",
        "coalesce(at, time) | coalesce(NEW.at, NEW.time)",
        "at + time | NEW.at + NEW.time",
      })
  void wordsOfTheLanguageStay(String sql, String expected) {
    assertThat(ColumnText.replaced(sql, COLUMNS)).isEqualTo(expected);
  }
}
