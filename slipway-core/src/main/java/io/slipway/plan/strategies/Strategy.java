package io.slipway.plan.strategies;

import java.util.Optional;

/** A way to make a change without harm to the application. */
public interface Strategy {
  /** {@code dual-write}: in directives, plans and the name of its page. */
  String slug();

  /**
   * The steps for one statement, or nothing where the strategy does not apply or is not safe.
   *
   * @throws io.slipway.problem.SlipwayException where it would apply but something that depends on
   *     the object cannot be carried
   */
  Optional<Proposal> propose(StatementContext context);
}
