package io.slipway.cli;

import io.slipway.problem.Problem;

/** What the process ends with; scripts and Kubernetes decide by it. */
public enum ExitCode {
  DONE(0, "done"),
  INTERNAL(1, "a defect of Slipway, or anything not listed here"),
  USAGE(2, "the command line, a setting or a file is wrong"),
  CHANGES_PENDING(3, "changes are pending (with --exit-code)"),
  VALIDATION(4, "a migration or its history does not hold what it must"),
  FINDINGS(5, "findings at or above the fail level"),
  DRIFT(6, "the database is not as the plan or the history expects"),
  FAILED_CLEAN(10, "failed, nothing is left behind"),
  FAILED_DIRTY(11, "failed, a person must look"),
  WAITING_AT_GATE(12, "waiting at a gate: for a deployment or an approval"),
  RETRYABLE(75, "try again later: lock budget, another runner, database unreachable"),
  INTERRUPTED(130, "interrupted by Ctrl-C, cleanly"),
  TERMINATED(143, "terminated by SIGTERM, cleanly");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** One line for people. */
  public String meaning() {
    return meaning;
  }

  public boolean isSuccess() {
    return this == DONE || this == CHANGES_PENDING || this == WAITING_AT_GATE;
  }

  public static ExitCode of(Problem.Kind kind) {
    return switch (kind) {
      case USAGE -> USAGE;
      case VALIDATION -> VALIDATION;
      case DRIFT -> DRIFT;
      case FAILED_CLEAN -> FAILED_CLEAN;
      case FAILED_DIRTY -> FAILED_DIRTY;
      case RETRYABLE -> RETRYABLE;
      case INTERNAL -> INTERNAL;
    };
  }
}
