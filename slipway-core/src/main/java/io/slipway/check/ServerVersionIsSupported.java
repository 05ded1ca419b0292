package io.slipway.check;

import io.slipway.postgres.ServerVersion;

/** What Slipway knows about locks was measured on the versions it supports. */
record ServerVersionIsSupported(Limits limits) implements Check {
  @Override
  public String name() {
    return "server-version-is-supported";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    var version =
        new ServerVersion(
            at.sql()
                .one(
                    "SELECT current_setting('server_version_num')::int",
                    row -> (int) row.number(1)));
    String seen = "PostgreSQL " + version;
    String limit = limits.oldestServer() + " to " + ServerVersion.NEWEST_MAJOR;
    if (!version.atLeast(limits.oldestServer())) {
      return Verdict.fail(seen, limit, "Upgrade the server first.");
    }
    if (version.major() > ServerVersion.NEWEST_MAJOR) {
      return Verdict.warn(seen, limit, "Use a newer Slipway, or rehearse on this version first.");
    }
    return Verdict.pass(seen, limit);
  }
}
