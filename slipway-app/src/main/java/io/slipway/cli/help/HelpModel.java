package io.slipway.cli.help;

import io.slipway.cli.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What both kinds of help, text and Markdown, say about a command. */
public final class HelpModel {
  private HelpModel() {}

  /** A verb, its other names and its page. */
  public record Entry(String name, List<String> aliases, Page page, CommandSpec spec) {
    public Entry {
      aliases = List.copyOf(aliases);
    }

    String alias() {
      return String.join(", ", aliases);
    }
  }

  /** Every verb once, in the order of the registry. */
  public static List<Entry> verbs(CommandLine root) {
    List<Entry> entries = new ArrayList<>();
    for (CommandLine command : new LinkedHashSet<>(root.getSubcommands().values())) {
      CommandSpec spec = command.getCommandSpec();
      if (spec.userObject() instanceof Verb verb) {
        entries.add(new Entry(spec.name(), Arrays.asList(spec.aliases()), verb.page(), spec));
      }
    }
    return entries;
  }

  static String synopsis(CommandSpec spec) {
    var synopsis = new StringBuilder("slipway " + spec.name() + " [OPTION]...");
    spec.positionalParameters()
        .forEach(
            it -> {
              String label = it.paramLabel() + (it.arity().max() > 1 ? "..." : "");
              synopsis.append(it.arity().min() > 0 ? " " + label : " [" + label + "]");
            });
    return synopsis.toString();
  }

  static List<OptionSpec> ownOptions(CommandSpec spec) {
    return spec.options().stream().filter(option -> !option.inherited()).toList();
  }

  static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  static String text(ArgSpec argument) {
    return String.join(" ", argument.description());
  }
}
