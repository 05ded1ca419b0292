package io.slipway.migration;

/** The tool a file was written for; it decides what one transaction holds. */
public enum Runner {
  /** One a file; none where the side file or a statement says so. */
  FLYWAY(Transactions.PER_FILE),
  /** One a changeset; none with {@code runInTransaction:false}. */
  LIQUIBASE(Transactions.PER_FILE),
  /** The file is sent as one message: an implicit transaction as soon as it has two statements. */
  PRISMA(Transactions.IMPLICIT),
  /** All pending files in one. */
  DRIZZLE(Transactions.WHOLE_RUN),
  /** The file is sent as one message. */
  GOLANG_MIGRATE(Transactions.IMPLICIT),
  /** One a file; none with {@code transaction:false}. */
  DBMATE(Transactions.PER_FILE),
  /** One a file; none with {@code NO TRANSACTION}. */
  GOOSE(Transactions.PER_FILE),
  /** The file is sent as one pipeline: an implicit transaction. */
  SUPABASE(Transactions.IMPLICIT),
  /** {@code psql -f}: each statement for itself, but for BEGIN and COMMIT in the file. */
  PSQL(Transactions.NONE);

  private final Transactions transactions;

  Runner(Transactions transactions) {
    this.transactions = transactions;
  }

  public Transactions transactions() {
    return transactions;
  }

  /** What the runner puts around statements. */
  public enum Transactions {
    /** Every statement is its own. */
    NONE,
    /** None is begun; the server makes one of a message with several statements. */
    IMPLICIT,
    PER_FILE,
    /** All files of the run are one: nothing is visible before the last has succeeded. */
    WHOLE_RUN
  }
}
