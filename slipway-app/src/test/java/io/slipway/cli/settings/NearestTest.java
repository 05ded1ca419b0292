package io.slipway.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.problem.Nearest;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void twoSwappedNeighboursAreOneEdit() {
    assertThat(Nearest.distance("bugdet", "budget")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void aWordThatIsFarFromEverythingHasNoNearest() {
    assertThat(Nearest.to("migrat", List.of("migrate", "lint"))).contains("migrate");
    assertThat(Nearest.to("elephant", List.of("migrate", "lint"))).isEmpty();
  }
}
