package io.slipway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }

  @Test
  void partsAreComparedAsNumbers() {
    List<String> sorted =
        Stream.of("20260101120000", "1.10", "1_9", "002", "1", "0.5")
            .map(VersionTest::version)
            .sorted()
            .map(Version::toString)
            .toList();
    assertThat(sorted).containsExactly("0.5", "1", "1.9", "1.10", "002", "20260101120000");
  }

  @Test
  void spellingDoesNotMatter() {
    assertThat(version("1.0")).isEqualTo(version("1")).hasSameHashCodeAs(version("01"));
    assertThat(version("1_2")).isEqualByComparingTo(version("1.2.0"));
  }

  @Test
  void wordsAreNoVersion() {
    assertThat(Version.parse("one")).isEmpty();
    assertThat(Version.parse("1.")).isEmpty();
    assertThat(Version.parse("")).isEmpty();
  }
}
