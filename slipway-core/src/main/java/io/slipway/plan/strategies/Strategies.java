package io.slipway.plan.strategies;

import java.util.List;
import java.util.Optional;

/** Every strategy, cheapest first: the first that proposes wins. */
public final class Strategies {
  public static final List<Strategy> ALL =
      List.of(
          new Direct(),
          new NativeOnline(),
          new ExpandContract(),
          new DualWrite(),
          new Progressive(),
          new BlueGreen(),
          new FeatureFlag());

  private Strategies() {}

  public static Optional<Strategy> named(String slug) {
    return ALL.stream().filter(it -> it.slug().equals(slug)).findFirst();
  }
}
