package io.slipway.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServoTest {
  private static final Duration TARGET = Duration.ofMillis(40);

  /** A table where a row takes so long. */
  private static int settled(Servo servo, Duration perRow, int chunks) {
    for (int i = 0; i < chunks; i++) {
      servo.took(servo.rows(), perRow.multipliedBy(servo.rows()));
    }
    return servo.rows();
  }

  @Test
  void findsTheSizeThatTakesTheTargetTime() {
    Servo servo = new Servo(TARGET, 0);
    assertThat(servo.rows()).isEqualTo(500);
    assertThat(settled(servo, Duration.ofNanos(10_000), 30)).isEqualTo(4_000);
    assertThat(settled(servo, Duration.ofNanos(40_000), 30)).isEqualTo(1_000);
  }

  @Test
  void growsByHalfAtMostAndNeverPastItsCap() {
    Servo servo = new Servo(TARGET, 0);
    servo.took(500, Duration.ofNanos(500));
    assertThat(servo.rows()).isEqualTo(750);
    assertThat(settled(servo, Duration.ofNanos(1), 50)).isEqualTo(Servo.CAP);
  }

  @Test
  void fallsToAnEighthAtOnce() {
    Servo servo = new Servo(TARGET, 0);
    servo.took(500, Duration.ofMillis(200));
    assertThat(servo.rows()).isEqualTo(62);
    for (int i = 0; i < 10; i++) servo.shrink();
    assertThat(servo.rows()).isEqualTo(Servo.FLOOR);
    assertThat(settled(servo, Duration.ofNanos(10_000), 60)).isEqualTo(4_000);
  }

  @Test
  void aSizeThatWasAskedForIsKeptAndComesBackAfterTrouble() {
    Servo servo = new Servo(TARGET, 10_000);
    servo.took(10_000, Duration.ofSeconds(1));
    assertThat(servo.rows()).isEqualTo(10_000);
    servo.shrink();
    assertThat(servo.rows()).isEqualTo(1_250);
    assertThat(settled(servo, Duration.ofNanos(1), 20)).isEqualTo(10_000);
  }
}
