package io.slipway.analysis.locks;

import java.util.List;

/** The statement forms of the lock matrix, for whoever needs many different ones. */
public final class LockMatrixStatements {
  private LockMatrixStatements() {}

  /** A statement and what has to be there before it. */
  public record Sample(String setup, String ddl) {}

  public static List<Sample> all() {
    return LockMatrix.read().stream()
        .map(it -> new Sample(it.setup() + ";" + it.pre(), it.ddl()))
        .toList();
  }
}
