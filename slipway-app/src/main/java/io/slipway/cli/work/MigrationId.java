package io.slipway.cli.work;

import io.slipway.migration.Migration;
import io.slipway.migration.Version;

/**
 * What runs, progress rows and people call a migration: its version. A repeatable one has none, and
 * is another migration each time its statements change.
 */
public final class MigrationId {
  private static final int ENOUGH = 8;

  private MigrationId() {}

  public static String of(Migration migration) {
    Version version = migration.version();
    return version == null
        ? migration.description() + "@" + migration.statementChecksum().substring(0, ENOUGH)
        : version.toString();
  }
}
