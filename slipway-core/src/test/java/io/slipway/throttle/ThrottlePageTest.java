package io.slipway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page has a section for every signal, which says the limits it really has. */
class ThrottlePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", "..")).resolve("docs/operations/throttle.md");

  @Test
  void everySignalHasItsSectionAndItsLimits() throws IOException {
    String page = Files.readString(PAGE);
    for (Kind kind : Signals.ALL) {
      assertThat(page).contains("`" + kind.key() + "`");
      if (kind.usual().isOff()) continue;
      assertThat(page)
          .contains(
              "### `%s`\n*%s, %s.*"
                  .formatted(
                      kind.key(),
                      show(kind.usual().soft(), kind.usual().unit()),
                      show(kind.usual().hard(), kind.usual().unit())));
    }
  }

  private static String show(double value, Unit unit) {
    long number = (long) value;
    return switch (unit) {
      case MILLISECONDS -> number + "ms";
      case SECONDS -> number % 60 == 0 ? number / 60 + "min" : number + "s";
      case BYTES -> number >= 1L << 30 ? (number >> 30) + "GB" : (number >> 20) + "MB";
      case PERCENT -> number + "%";
      case NUMBER -> "" + value;
    };
  }
}
