package io.slipway.check;

import io.slipway.engine.Permissions;
import java.util.List;

/**
 * What the pending plans change belongs to a role we are a member of, and we may create where we
 * must.
 */
record RoleMayMigrate() implements Check {
  @Override
  public String name() {
    return "role-may-migrate";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    List<String> missing =
        at.upcoming().plans().stream()
            .flatMap(plan -> Permissions.missing(at.sql(), at.state(), plan).stream())
            .distinct()
            .toList();
    return Verdict.none(
        missing,
        "missing permissions",
        "all that " + at.upcoming().plans().size() + " pending migrations need",
        "Connect as the owner, or have it granted: GRANT owner TO role; GRANT CREATE ON SCHEMA …");
  }
}
