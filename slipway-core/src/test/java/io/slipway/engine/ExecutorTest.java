package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.engine.Executor.Place;
import io.slipway.plan.Plan;
import io.slipway.state.StepRow;
import io.slipway.state.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private static final Plan PLAN = PlanFixtures.retype();

  @Test
  void beginsWithTheFirstStepAndEndsAfterTheLast() {
    Place first = Executor.next(PLAN, Map.of()).orElseThrow();
    assertThat(first.step().id()).isEqualTo("1-expand-1");
    assertThat(first.isFirst()).isTrue();
    assertThat(first.isLast()).isFalse();
    Map<String, StepRow> journal = new LinkedHashMap<>();
    PLAN.steps().forEach(step -> journal.put(step.id(), row(step.id(), StepStatus.DONE)));
    assertThat(Executor.next(PLAN, journal)).isEmpty();
    journal.put("1-contract-1", row("1-contract-1", StepStatus.UNDONE));
    assertThat(Executor.next(PLAN, journal).orElseThrow().isLast()).isTrue();
  }

  @Test
  void repeatsWhatHadBegunAndPassesWhatIsDone() {
    for (StepStatus status : StepStatus.values()) {
      Optional<Place> next = Executor.next(PLAN, Map.of("1-expand-1", row("1-expand-1", status)));
      boolean isDone = status == StepStatus.DONE || status == StepStatus.SKIPPED;
      assertThat(next.orElseThrow().step().id())
          .as(status.name())
          .isEqualTo(isDone ? "1-expand-2" : "1-expand-1");
    }
  }

  @Test
  void takesBackInReverseWhatHadBegunAndNotWhatWasThereBefore() {
    Map<String, StepRow> journal =
        Map.of(
            "1-expand-1", row("1-expand-1", StepStatus.SKIPPED),
            "1-expand-2", row("1-expand-2", StepStatus.DONE),
            "1-migrate-1", row("1-migrate-1", StepStatus.DONE),
            "1-migrate-2", row("1-migrate-2", StepStatus.FAILED));
    assertThat(ids(Optional.empty(), journal))
        .containsExactly("1-migrate-2", "1-migrate-1", "1-expand-2");
    assertThat(ids(Optional.of("migrate"), journal)).containsExactly("1-migrate-2", "1-migrate-1");
    assertThat(ids(Optional.of("contract"), journal)).isEmpty();
  }

  private static List<String> ids(Optional<String> phase, Map<String, StepRow> journal) {
    return Executor.undoOrder(PLAN, journal, phase).stream().map(it -> it.step().id()).toList();
  }

  private static StepRow row(String id, StepStatus status) {
    return new StepRow(id, "", "", status, 1, null, Instant.EPOCH, null, Duration.ZERO, 0, null);
  }

  @Test
  void comparesVersionsOfApplicationsAsPeopleDo() {
    assertThat(AppVersion.compare("1.10", "1.9")).isPositive();
    assertThat(AppVersion.compare("v2", "2.0.0")).isZero();
    assertThat(AppVersion.compare("2.0", "2.0.1")).isNegative();
    assertThat(AppVersion.compare("2024-11-03", "2024-11-12")).isNegative();
  }
}
