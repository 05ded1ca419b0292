package io.slipway.cli;

import io.slipway.problem.Nearest;
import io.slipway.problem.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one paragraph, with the word that was probably meant. */
final class UsageErrors {
  private UsageErrors() {}

  static Problem problem(ParameterException thrown) {
    CommandLine command = thrown.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String help = "`" + name + " --help` shows how it is used.";
    return switch (thrown) {
      case UnmatchedArgumentException unmatched -> unmatched(command, unmatched.getUnmatched());
      case MissingParameterException missing ->
          usage("CLI-2", lowered(missing.getMessage()) + " for `" + name + "`", help);
      default -> usage("CLI-3", lowered(thrown.getMessage()), help);
    };
  }

  static Problem missingVerb() {
    return usage("CLI-4", "a verb is missing", "`slipway --help` lists them.");
  }

  private static Problem unmatched(CommandLine command, List<String> words) {
    String word = words.isEmpty() ? "" : words.getFirst();
    String name = command.getCommandSpec().qualifiedName();
    if (!word.startsWith("-") && command.getParent() == null) {
      return usage("CLI-1", "there is no verb `" + word + "`", meant(word, verbs(command), name));
    }
    String what = word.startsWith("-") ? "option `" + word + "`" : "use for `" + word + "`";
    return usage("CLI-5", "`" + name + "` has no " + what, meant(word, options(command), name));
  }

  private static String meant(String word, List<String> known, String name) {
    return Nearest.to(word, known)
        .map(it -> "Did you mean `" + it + "`?")
        .orElse("`" + name + " --help` lists what there is.");
  }

  private static List<String> verbs(CommandLine command) {
    return command.getSubcommands().keySet().stream().sorted().toList();
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Stream.of(option.names()))
        .sorted()
        .toList();
  }

  private static String lowered(@Nullable String sentence) {
    String text = String.valueOf(sentence).strip();
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static Problem usage(String code, String what, String next) {
    return Problem.of(code, Problem.Kind.USAGE, what, "Nothing was changed.", next);
  }
}
