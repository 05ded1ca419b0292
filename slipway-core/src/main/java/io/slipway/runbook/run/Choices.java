package io.slipway.runbook.run;

import java.util.Set;

/**
 * What whoever starts the run says in advance.
 *
 * @param who a name for the record
 * @param roles they approve in as the gates come; they have seen the plan
 * @param confirmsAll they confirm every step and every go/no-go: for rehearsals
 */
public record Choices(String who, Set<String> roles, boolean confirmsAll, boolean acceptsWarnings) {
  public Choices {
    roles = Set.copyOf(roles);
  }
}
