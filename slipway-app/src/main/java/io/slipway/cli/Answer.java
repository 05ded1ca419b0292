package io.slipway.cli;

import io.slipway.cli.output.JsonFields;
import io.slipway.problem.Problem;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a verb has to say, in every format it knows; the frame writes the one that was asked for.
 *
 * @param text for people
 * @param problem what went wrong where part of the answer still stands: a run that failed has steps
 */
public record Answer(
    ExitCode exit, Consumer<PrintWriter> text, JsonFields json, @Nullable Problem problem) {

  public static Answer of(ExitCode exit, Consumer<PrintWriter> text, JsonFields json) {
    return new Answer(exit, text, json, null);
  }

  public static Answer text(Consumer<PrintWriter> text) {
    return of(ExitCode.DONE, text, JsonFields.NONE);
  }
}
