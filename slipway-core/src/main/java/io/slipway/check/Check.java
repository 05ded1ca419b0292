package io.slipway.check;

import java.time.Duration;

/**
 * A condition that must hold. A preflight check is a class, a page and a line in {@link Checks}.
 */
public interface Check {
  /** The class's name in kebab case, and for a validator what it looks at. */
  String name();

  /** What it means where the condition does not hold. */
  Severity severity();

  /** Looks, and changes nothing. May throw: that is a FAIL with the reason. */
  Verdict look(Look at);

  /** The longest a statement of it may run. */
  default Duration patience() {
    return Duration.ofSeconds(30);
  }
}
