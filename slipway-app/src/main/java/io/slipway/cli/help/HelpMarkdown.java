package io.slipway.cli.help;

import io.slipway.cli.ExitCode;
import io.slipway.cli.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual in docs/cli: the same words as the help, as Markdown. */
public final class HelpMarkdown {
  private HelpMarkdown() {}

  /** File name to text. */
  public static Map<String, String> pages(CommandLine root) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", overview(root));
    for (HelpModel.Entry entry : HelpModel.verbs(root)) {
      pages.put(entry.name() + ".md", verb(entry));
    }
    return pages;
  }

  private static String overview(CommandLine root) {
    List<String> lines = new ArrayList<>();
    lines.add("# The command line");
    lines.add("");
    lines.add("`slipway VERB [OPTION]... [ARGUMENT]...`");
    lines.add("");
    lines.add("| Verb | Also | What it does |");
    lines.add("|---|---|---|");
    for (HelpModel.Entry entry : HelpModel.verbs(root)) {
      lines.add(
          "| [%s](%s.md) | %s | %s |"
              .formatted(entry.name(), entry.name(), entry.alias(), entry.page().summary()));
    }
    lines.add("");
    lines.add("## Options every verb understands");
    lines.add("");
    options(lines, root.getCommandSpec().options());
    lines.add("");
    lines.add(
        "A flag wins over the environment (`SLIPWAY_LOCK_BUDGET` and so on; `DATABASE_URL` and"
            + " `PG*` for the database), the environment over `slipway.toml`, the file over the"
            + " default.");
    lines.add("");
    lines.add("Keys of `slipway.toml`: `" + String.join("`, `", Settings.KEYS) + "`.");
    lines.add("");
    lines.add("## Exit codes");
    lines.add("");
    exits(lines, List.of(ExitCode.values()));
    return ended(lines);
  }

  private static String verb(HelpModel.Entry entry) {
    Page page = entry.page();
    CommandSpec spec = entry.spec();
    List<String> lines = new ArrayList<>();
    lines.add("# slipway " + entry.name());
    lines.add("");
    String first = page.summary().substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    lines.add(first + page.summary().substring(1) + ".");
    lines.add("");
    lines.add("`" + HelpModel.synopsis(spec) + "`");
    if (!entry.aliases().isEmpty()) {
      lines.add("");
      lines.add("Also: `" + String.join("`, `", entry.aliases()) + "`.");
    }
    for (String paragraph : page.about()) {
      lines.add("");
      lines.add(paragraph);
    }
    section(lines, "Options");
    spec.positionalParameters()
        .forEach(it -> lines.add("- `" + it.paramLabel() + "`: " + HelpModel.text(it)));
    options(lines, HelpModel.ownOptions(spec));
    lines.add("- and [those of every verb](README.md#options-every-verb-understands)");
    section(lines, "Examples");
    for (Page.Example example : page.examples()) {
      lines.add("- `" + example.command() + "`: " + example.says());
    }
    section(lines, "What it changes");
    lines.add(page.changes());
    section(lines, "Exit codes");
    exits(lines, page.exits());
    return ended(lines);
  }

  private static void options(List<String> lines, List<OptionSpec> options) {
    options.forEach(it -> lines.add("- `" + HelpModel.names(it) + "`: " + HelpModel.text(it)));
  }

  private static void exits(List<String> lines, List<ExitCode> exits) {
    lines.add("| Code | Meaning |");
    lines.add("|---|---|");
    exits.forEach(exit -> lines.add("| " + exit.number() + " | " + exit.meaning() + " |"));
  }

  private static void section(List<String> lines, String title) {
    lines.addAll(List.of("", "## " + title, ""));
  }

  private static String ended(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
