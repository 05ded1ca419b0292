package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user starts it; {@code .ci/run} starts it too. */
@Tag("slow")
class DemoVerbTest {
  @TempDir Path folder;

  @Test
  void bothWaysAreMeasuredAndOnlyOneHurts() {
    CommandLineRun run = CommandLineRun.in(folder).slipway("demo", "--quick", "--format", "json");
    assertThat(run.exit()).as(run.err() + run.out()).isZero();
    String changes = String.valueOf(run.json().get("changes"));
    assertThat(changes)
        .contains("name=rename-column", "name=key-to-bigint", "name=not-null-and-foreign-key")
        .contains("name=index", "way=naive", "way=slipway");
    assertThat(changes.split("way=slipway, statements=\\d+, failed=0, ", -1)).hasSize(5);
    assertThat(changes).doesNotContain("way=naive, statements=0");
    assertThat(changes.split("lostRows=0", -1)).hasSize(9);
  }
}
