package io.slipway.analysis;

import io.slipway.sql.Change;
import java.util.List;

/**
 * The transaction a statement runs in.
 *
 * @param open whether it runs in a transaction block at all
 * @param openedByRunner the runner opened it, not the file
 * @param earlier statements of the same transaction that came before, in order; empty where none is
 *     open
 */
public record TransactionScope(boolean open, boolean openedByRunner, List<Earlier> earlier) {
  public static final TransactionScope NONE = new TransactionScope(false, false, List.of());

  public TransactionScope {
    earlier = List.copyOf(earlier);
  }

  /** A statement whose locks are still held. */
  public record Earlier(Change change, Effects effects, int line) {}
}
