package io.slipway.plan;

/** The transaction a step runs in. */
public enum Mode {
  /** All its statements in one short transaction, with the journal row. */
  IN_TRANSACTION,
  /** Each statement alone: CONCURRENTLY, VACUUM and the like refuse a transaction. */
  ALONE
}
