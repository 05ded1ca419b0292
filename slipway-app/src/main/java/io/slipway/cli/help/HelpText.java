package io.slipway.cli.help;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.Wrap;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help on a terminal: 80 columns, with examples. */
public final class HelpText {
  private static final int WIDTH = 80;
  private static final int OPTION_WIDTH = 24;

  private HelpText() {}

  /** The list of verbs. */
  public static void overview(PrintWriter out, CommandLine root, Paint paint) {
    out.println("slipway - changes a PostgreSQL schema while the application keeps serving");
    out.println();
    out.println(paint.bold("Usage:") + " slipway VERB [OPTION]... [ARGUMENT]...");
    out.println();
    out.println(paint.bold("Verbs:"));
    for (HelpModel.Entry entry : HelpModel.verbs(root)) {
      String name = entry.aliases().isEmpty() ? entry.name() : entry.name() + ", " + entry.alias();
      out.println(String.format(Locale.ROOT, "  %-20s %s", name, entry.page().summary()));
    }
    out.println();
    out.println(paint.bold("Start here:"));
    out.println("  slipway demo --quick      see it work: a shop under traffic, measured");
    out.println("  slipway lint              what would your migrations block or break?");
    out.println("  slipway plan              how would Slipway run what is pending?");
    out.println("  slipway migrate           run it");
    out.println();
    out.println("`slipway VERB --help` teaches one verb, `slipway help options` shows the");
    out.println("options every verb understands.");
  }

  public static void verb(PrintWriter out, CommandSpec spec, Page page, Paint paint) {
    out.println("slipway " + spec.name() + " - " + page.summary());
    out.println();
    out.println(paint.bold("Usage:") + " " + HelpModel.synopsis(spec));
    for (String paragraph : page.about()) {
      out.println();
      out.println(Wrap.indented(paragraph, "  ", WIDTH));
    }
    options(out, spec, paint);
    heading(out, "Examples", paint);
    for (Page.Example example : page.examples()) {
      out.println("  " + paint.cyan(example.command()));
      out.println(Wrap.indented(example.says(), "      ", WIDTH));
    }
    heading(out, "Changes", paint);
    out.println(Wrap.indented(page.changes(), "  ", WIDTH));
    heading(out, "Exit codes", paint);
    for (ExitCode exit : page.exits()) {
      entry(out, "  " + exit.number(), 7, exit.meaning());
    }
  }

  /** The options every verb understands. */
  public static void globalOptions(PrintWriter out, CommandLine root, Paint paint) {
    out.println(paint.bold("Options every verb understands") + " (before or after the verb):");
    out.println();
    for (OptionSpec option : root.getCommandSpec().options()) option(out, option);
    out.println();
    String order =
        "A flag wins over the environment (SLIPWAY_LOCK_BUDGET and so on; DATABASE_URL and PG* for"
            + " the database), the environment over slipway.toml, the file over the default.";
    out.println(Wrap.indented(order, "  ", WIDTH));
  }

  private static void options(PrintWriter out, CommandSpec spec, Paint paint) {
    List<OptionSpec> own = HelpModel.ownOptions(spec);
    heading(out, "Options", paint);
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      entry(out, "  " + parameter.paramLabel(), OPTION_WIDTH, HelpModel.text(parameter));
    }
    for (OptionSpec option : own) option(out, option);
    String shared =
        "and those of every verb: --database, --migrations, --format, --yes, --dry-run …"
            + " (`slipway help options`).";
    out.println(Wrap.indented(shared, "  ", WIDTH));
  }

  private static void option(PrintWriter out, OptionSpec option) {
    entry(out, "  " + HelpModel.names(option), OPTION_WIDTH, HelpModel.text(option));
  }

  private static void entry(PrintWriter out, String left, int width, String text) {
    List<String> lines = Wrap.lines(text, WIDTH - width - 2);
    boolean fits = left.length() < width;
    if (!fits) out.println(left);
    for (int i = 0; i < lines.size(); i++) {
      String margin = i == 0 && fits ? left : "";
      out.println(margin + " ".repeat(width - margin.length() + 2) + lines.get(i));
    }
  }

  private static void heading(PrintWriter out, String text, Paint paint) {
    out.println();
    out.println(paint.bold(text + ":"));
  }
}
