package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanJsonTest {
  private static final LockNeed LOCK =
      new LockNeed(QualifiedName.of("Odd \"Schema\"", "orders"), LockMode.SHARE_ROW_EXCLUSIVE);
  private static final Undo SQL =
      new Undo.Sql(List.of("DROP x", "é\n\t\"'"), List.of(LOCK), Mode.ALONE, "the column's data");

  static Stream<Step> everyKindOfStep() {
    return Stream.of(
        ddl(new Probe.Journal(), new Undo.Nothing()),
        ddl(new Probe.Catalog("SELECT 'absent'", List.of("DROP", "SELECT 1")), SQL),
        ddl(new Probe.Catalog("SELECT 'half'", List.of()), new Undo.Impossible("gone")),
        backfill(new Step.RowAction.Update("a = b"), "a IS NULL", Step.BackfillOptions.DEFAULT),
        backfill(new Step.RowAction.Delete(), null, new Step.BackfillOptions(9, 8, 7, 6)),
        new Step.Verify("v", "verify", "SELECT 1", "why"),
        new Step.Gate("g", "gate", "2.0", "why"),
        new Step.Gate("g", "gate", null, "why"),
        new Step.Gate(
            "g",
            "gate",
            "2.0",
            "why",
            List.of(
                new Removal(QualifiedName.of("s", "t"), null),
                new Removal(QualifiedName.of(null, "t"), "c"))));
  }

  private static Step ddl(Probe probe, Undo undo) {
    return new Step.Ddl(
        "1-expand-1",
        "title",
        List.of("ALTER TABLE a", "SELECT '\\'"),
        List.of(LOCK, new LockNeed(QualifiedName.of("b"), LockMode.ACCESS_EXCLUSIVE)),
        Mode.IN_TRANSACTION,
        Patience.BRIEF,
        true,
        probe,
        undo);
  }

  private static Step backfill(
      Step.RowAction action, @Nullable String todo, Step.BackfillOptions options) {
    return new Step.Backfill(
        "b",
        "fill",
        QualifiedName.of("orders"),
        List.of("id", "k"),
        action,
        todo,
        true,
        false,
        options,
        SQL);
  }

  @ParameterizedTest
  @MethodSource("everyKindOfStep")
  void comesBackAsItWas(Step step) {
    Plan plan =
        new Plan(
            "1.2",
            "V1.2__x.sql",
            "abc",
            180006,
            List.of(new Decision(0, 3, "ALTER TABLE a", "direct", "because")),
            List.of("a warning"),
            List.of(
                new Phase("expand", "objective", List.of(step)), new Phase("e", "", List.of())));
    assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> PlanJson.read("{\"migration\": 1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("migration");
    assertThatThrownBy(() -> PlanJson.read("[]")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PlanJson.read("{")).isInstanceOf(IllegalArgumentException.class);
  }
}
