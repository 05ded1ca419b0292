package io.slipway.cli.help;

import io.slipway.cli.ExitCode;
import java.util.List;

/**
 * What a verb's help teaches besides its options.
 *
 * @param summary one line
 * @param about whole sentences, wrapped by whoever shows them; one paragraph an element
 * @param examples what people will really type
 * @param changes what it changes, and where
 * @param exits the exit codes worth knowing here
 */
public record Page(
    String summary,
    List<String> about,
    List<Example> examples,
    String changes,
    List<ExitCode> exits) {
  public Page {
    about = List.copyOf(about);
    examples = List.copyOf(examples);
    exits = List.copyOf(exits);
  }

  /**
   * @param says what it does, without a full stop
   */
  public record Example(String command, String says) {}
}
