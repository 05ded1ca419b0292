package io.slipway.throttle;

/**
 * What a signal's value is held against. A value at a limit is over it.
 *
 * @param soft from here on we are gentler
 * @param hard from here on we wait; never below {@code soft}
 */
public record Limits(double soft, double hard, Unit unit) {
  /** The share of a limit a value has to fall under before it counts as calm again. */
  private static final double CALM_AGAIN = 0.8;

  public Limits {
    if (!(soft > 0) || !(hard >= soft)) {
      throw new IllegalArgumentException("limits " + soft + ", " + hard);
    }
  }

  /** The signal is not read at all. */
  public static Limits off(Unit unit) {
    return new Limits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, unit);
  }

  public boolean isOff() {
    return Double.isInfinite(soft);
  }

  Level of(double value) {
    return of(value, 1);
  }

  /** The level a value holds on to that has reached it before. */
  Level holding(double value) {
    return of(value, CALM_AGAIN);
  }

  private Level of(double value, double share) {
    if (value >= hard * share) return Level.HARD;
    return value >= soft * share ? Level.SOFT : Level.CALM;
  }

  /** The limit that a level is about, as people read it. */
  String show(Level level) {
    return unit.show(level == Level.HARD || Double.isInfinite(soft) ? hard : soft);
  }
}
