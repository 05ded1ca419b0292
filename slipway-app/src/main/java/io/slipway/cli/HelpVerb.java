package io.slipway.cli;

import io.slipway.cli.help.HelpModel;
import io.slipway.cli.help.HelpText;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.problem.Nearest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway help lint}. */
@Command(name = "help")
final class HelpVerb implements Verb {
  private static final String OPTIONS = "options";
  private final CommandLine commands;

  @Parameters(
      arity = "0..1",
      paramLabel = "VERB",
      description = "A verb, or `options` for the options every verb understands.")
  @Nullable String topic;

  HelpVerb(CommandLine commands) {
    this.commands = commands;
  }

  @Override
  public Page page() {
    return new Page(
        "what there is, and how it is used",
        List.of("Without an argument, lists the verbs; with one, teaches it."),
        List.of(
            new Page.Example("slipway help", "the verbs"),
            new Page.Example("slipway help lint", "the same as `slipway lint --help`"),
            new Page.Example("slipway help options", "the options every verb understands")),
        "Nothing.",
        List.of(ExitCode.DONE, ExitCode.USAGE));
  }

  @Override
  public Answer run(Session session) {
    Paint paint = session.settings().paint();
    String word = topic;
    if (word == null) return Answer.text(out -> HelpText.overview(out, commands, paint));
    if (word.equals(OPTIONS)) {
      return Answer.text(out -> HelpText.globalOptions(out, commands, paint));
    }
    HelpModel.Entry entry =
        HelpModel.verbs(commands).stream()
            .filter(it -> it.name().equals(word) || it.aliases().contains(word))
            .findFirst()
            .orElseThrow(() -> unknown(word));
    return Answer.text(out -> HelpText.verb(out, entry.spec(), entry.page(), paint));
  }

  private RuntimeException unknown(String word) {
    List<String> known =
        Stream.concat(Stream.of(OPTIONS), commands.getSubcommands().keySet().stream()).toList();
    String next =
        Nearest.to(word, known)
            .map(it -> "Did you mean `slipway help " + it + "`?")
            .orElse("`slipway help` lists what there is.");
    return Problems.usage("CLI-7", "there is no help for `" + word + "`", next);
  }
}
