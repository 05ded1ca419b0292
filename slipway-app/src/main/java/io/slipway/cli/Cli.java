package io.slipway.cli;

import io.slipway.cli.help.HelpText;
import io.slipway.cli.output.Format;
import io.slipway.cli.output.JsonFields;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.ResultWriter;
import io.slipway.cli.settings.GlobalOptions;
import io.slipway.cli.settings.Settings;
import io.slipway.cli.settings.SettingsReader;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.problem.Problem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads a command line, runs its verb, writes the result. Built anew for every command. */
public final class Cli {
  private final Surroundings surroundings;
  private final GlobalOptions options = new GlobalOptions();
  private final CommandLine commands;

  public Cli(List<Supplier<Verb>> verbs, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.commands = new CommandLine(options);
    verbs.forEach(verb -> commands.addSubcommand(verb.get()));
    commands.addSubcommand(new HelpVerb(commands));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Returns the exit code; throws nothing. */
  public int run(String... arguments) {
    Instant started = surroundings.clock().instant();
    try {
      ParseResult parsed = commands.parseArgs(arguments);
      return execute(parsed, started).number();
    } catch (ParameterException e) {
      return refused(UsageErrors.problem(e), arguments, started).number();
    }
  }

  CommandLine commands() {
    return commands;
  }

  private ExitCode execute(ParseResult parsed, Instant started) {
    if (options.versionIsWanted()) return version();
    ParseResult chosen = parsed;
    while (chosen.hasSubcommand()) chosen = chosen.subcommand();
    if (!(chosen.commandSpec().userObject() instanceof Verb verb)) return withoutVerb();
    if (options.helpIsWanted()) return help(chosen, verb);
    return run(verb, chosen.commandSpec().name(), started);
  }

  private ExitCode run(Verb verb, String name, Instant started) {
    if (options.isVerbose()) System.setProperty(QuietLog.LEVEL, "debug");
    Format format = Format.TEXT;
    String database = null;
    Answer answer;
    try {
      format = format(verb, name);
      Settings settings = new SettingsReader(options, surroundings).read(format);
      database = settings.database().map(DatabaseUrl::toString).orElse(null);
      answer = verb.run(session(settings));
    } catch (Exception | StackOverflowError e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
      if (options.isVerbose()) e.printStackTrace(surroundings.err());
      answer = failed(Failures.problem(e));
    }
    finish(name, database, started, format, answer);
    return answer.exit();
  }

  private Session session(Settings settings) {
    var results = new ResultWriter(surroundings.out(), settings.format());
    return new Session(settings, surroundings, results, new Interruption());
  }

  private static Answer failed(Problem problem) {
    return new Answer(ExitCode.of(problem.kind()), out -> {}, JsonFields.NONE, problem);
  }

  private void finish(
      String verb, @Nullable String database, Instant started, Format format, Answer answer) {
    var header = new ResultWriter.Header(verb, database, started, surroundings.clock().instant());
    new ResultWriter(surroundings.out(), format).write(header, answer);
    if (answer.problem() != null) complain(answer.problem());
  }

  private void complain(Problem problem) {
    var err = new PrintWriter(surroundings.err(), false, StandardCharsets.UTF_8);
    Paint paint = options.paint(surroundings.tty().err(), surroundings.environment());
    err.println(paint.red("slipway:") + " " + problem.render());
    err.flush();
  }

  private ExitCode refused(Problem problem, String[] arguments, Instant started) {
    Format format = wantsJson(arguments) ? Format.JSON : Format.TEXT;
    finish("unknown", null, started, format, failed(problem));
    return ExitCode.USAGE;
  }

  /** A machine that asked for JSON gets JSON, even where the command line cannot be understood. */
  private static boolean wantsJson(String[] arguments) {
    String joined = " " + String.join(" ", arguments) + " ";
    return joined.matches("(?s).* --format[ =](nd)?json .*");
  }

  private Format format(Verb verb, String name) {
    String wanted = options.format();
    if (wanted == null) return Format.TEXT;
    return Arrays.stream(Format.values())
        .filter(it -> it.slug().equals(wanted.toLowerCase(Locale.ROOT)))
        .filter(verb.formats()::contains)
        .findFirst()
        .orElseThrow(
            () ->
                Problems.usage(
                    "CLI-6",
                    "`slipway " + name + "` cannot write the format `" + wanted + "`",
                    "It can write " + verb.formats().stream().map(Format::slug).toList() + "."));
  }

  private ExitCode withoutVerb() {
    if (options.helpIsWanted()) return print(out -> HelpText.overview(out, commands, outPaint()));
    Problem problem = UsageErrors.missingVerb();
    if (options.format() == null) {
      var err = new PrintWriter(surroundings.err(), false, StandardCharsets.UTF_8);
      HelpText.overview(err, commands, Paint.PLAIN);
      err.println();
      err.flush();
    }
    return refused(problem, new String[] {"--format " + options.format()}, Instant.EPOCH);
  }

  private ExitCode help(ParseResult chosen, Verb verb) {
    return print(out -> HelpText.verb(out, chosen.commandSpec(), verb.page(), outPaint()));
  }

  private ExitCode version() {
    String java = Runtime.version().feature() + ", " + System.getProperty("java.vendor");
    return print(out -> out.println("slipway " + Version.text() + " (Java " + java + ")"));
  }

  private Paint outPaint() {
    return options.paint(surroundings.tty().out(), surroundings.environment());
  }

  private ExitCode print(java.util.function.Consumer<PrintWriter> text) {
    var out = new PrintWriter(surroundings.out(), false, StandardCharsets.UTF_8);
    text.accept(out);
    out.flush();
    return ExitCode.DONE;
  }
}
