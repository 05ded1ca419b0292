package io.slipway.check;

/** An applied file that has changed no longer says what the database is. */
record NoChangedMigrations() implements Check {
  @Override
  public String name() {
    return "no-changed-migrations";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.upcoming().changed(),
        "applied migrations that have changed",
        "none",
        "Restore the file, and write a new migration for what is to be different.");
  }
}
