package io.slipway.problem;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to whoever shows it. */
public class SlipwayException extends RuntimeException {
  private final transient Problem problem;

  public SlipwayException(Problem problem) {
    this(problem, null);
  }

  public SlipwayException(Problem problem, @Nullable Throwable cause) {
    super(problem.render(), cause);
    this.problem = problem;
  }

  public final Problem problem() {
    return problem;
  }
}
