package io.slipway.migration;

import io.slipway.sql.Script;
import org.jspecify.annotations.Nullable;

/**
 * One migration.
 *
 * @param version null for a repeatable one
 * @param description in words: underscores of the file name are blanks
 * @param file its path as shown to people; Liquibase: {@code file#author:id}
 * @param up what it does; positions are those of the file, whatever else the file holds is blank
 * @param down the way back, if its author wrote one
 * @param transactions what the runner puts around this very file
 * @param checksum Flyway's: CRC32 over the lines of {@code up}'s file, whatever ends them
 * @param statementChecksum SHA-256 over the statements; comments, white space and the case of
 *     keywords do not count
 */
public record Migration(
    @Nullable Version version,
    String description,
    Kind kind,
    String file,
    Script up,
    @Nullable Script down,
    Directives directives,
    Runner runner,
    Runner.Transactions transactions,
    int checksum,
    String statementChecksum) {

  public enum Kind {
    /** Runs once, in the order of versions. */
    VERSIONED,
    /** Runs again whenever its text has changed, after the versioned ones. */
    REPEATABLE,
    /** Stands for all versions up to its own in an empty database. */
    BASELINE
  }

  private static final int ENOUGH = 8;

  /**
   * What runs, progress rows and people call it: its version. A repeatable one has none, and is
   * another migration each time its statements change.
   */
  public String id() {
    if (version != null) return version.toString();
    return description + "@" + statementChecksum.substring(0, ENOUGH);
  }

  /** {@code 12 add orders}, or {@code repeatable views}. */
  public String title() {
    return (version == null ? "repeatable" : version.toString()) + " " + description;
  }
}
