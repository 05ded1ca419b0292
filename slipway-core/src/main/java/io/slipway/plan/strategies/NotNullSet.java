package io.slipway.plan.strategies;

import io.slipway.sql.TableAction;
import java.util.Optional;

/** SET NOT NULL where nothing proves it yet. */
final class NotNullSet {
  private NotNullSet() {}

  static Optional<Proposal> propose(StatementContext context) {
    return Altered.by(context, TableAction.SetNotNull.class)
        .map(
            it ->
                Proposal.expanding(
                    "SET NOT NULL reads %s while it stops readers and writers; %s does not"
                        .formatted(
                            it.table().name(),
                            context.server().atLeast(18)
                                ? "NOT NULL NOT VALID, validated after,"
                                : "a validated CHECK proves it, so that SET NOT NULL"),
                    NotNull.verified(context, it.table(), it.action().column())));
  }
}
