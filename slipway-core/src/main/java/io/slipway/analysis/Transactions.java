package io.slipway.analysis;

/** Where the runner that a file was written for puts transactions. */
public enum Transactions {
  /** The runner wraps the whole file, as Flyway, Liquibase and Rails do. */
  ONE_PER_FILE,
  /** Each statement commits by itself unless the file says BEGIN, as in psql. */
  ONE_PER_STATEMENT,
  /**
   * The file is sent as one query: one implicit transaction where it holds several statements, none
   * where it holds one. Prisma and golang-migrate do so.
   */
  ONE_QUERY
}
