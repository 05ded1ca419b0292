package io.slipway.cli.settings;

import io.slipway.analysis.Severity;
import io.slipway.cli.Problems;
import io.slipway.cli.Surroundings;
import io.slipway.cli.output.Format;
import io.slipway.engine.ApplicationName;
import io.slipway.jdbc.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears flags, environment, file and defaults, in that order. */
public final class SettingsReader {
  private final GlobalOptions options;
  private final Surroundings surroundings;
  private final SettingsFile file;

  public SettingsReader(GlobalOptions options, Surroundings surroundings) {
    this.options = options;
    this.surroundings = surroundings;
    this.file = SettingsFile.in(surroundings.folder());
  }

  public Settings read(Format format) {
    return new Settings(
        database().orElse(null),
        migrations(),
        text("schema", options.schema).map(Said::text).orElse(null),
        serverVersion(),
        duration("lock-budget", options.lockBudget, Settings.LOCK_BUDGET),
        duration("lock-timeout", options.lockTimeout, Settings.LOCK_TIMEOUT),
        new ThrottleReader(options, file, this::text).read(),
        applicationName(),
        failOn(),
        file.levels(),
        format,
        options.yes,
        options.dryRun,
        options.exitCode,
        options.verbose,
        options.paint(surroundings.tty().out(), environment()),
        options.paint(surroundings.tty().err(), environment()));
  }

  private Optional<Said> text(String key, @Nullable String flag) {
    if (flag != null) return Optional.of(new Said(flag, "--" + key));
    String variable = "SLIPWAY_" + key.toUpperCase(Locale.ROOT).replaceAll("[-.]", "_");
    String fromEnvironment = environment().get(variable);
    if (fromEnvironment != null) return Optional.of(new Said(fromEnvironment, variable));
    SettingsFile.Entry entry = file.values().get(key);
    if (entry == null) return Optional.empty();
    return Optional.of(new Said(String.join(",", entry.texts()), origin(key, entry)));
  }

  private static String origin(String key, SettingsFile.Entry entry) {
    return SettingsFile.NAME + ":" + entry.line() + " (" + key + ")";
  }

  private Map<String, String> environment() {
    return surroundings.environment();
  }

  private Optional<DatabaseUrl> database() {
    Map<String, String> environment = environment();
    String named =
        options.database == null ? environment.get("SLIPWAY_DATABASE") : options.database;
    boolean inEnvironment =
        List.of("DATABASE_URL", "PGHOST", "PGDATABASE").stream().anyMatch(environment::containsKey);
    if (named == null && !inEnvironment) {
      named = text("database", null).map(Said::text).orElse(null);
      if (named == null) return Optional.empty();
    }
    return Optional.of(DatabaseUrl.parse(named, environment));
  }

  private List<Path> migrations() {
    if (!options.migrations.isEmpty()) return folders(options.migrations, "--migrations");
    String variable = environment().get("SLIPWAY_MIGRATIONS");
    if (variable != null) {
      return folders(Arrays.asList(variable.split(",", -1)), "SLIPWAY_MIGRATIONS");
    }
    SettingsFile.Entry entry = file.values().get("migrations");
    if (entry != null) return folders(entry.texts(), origin("migrations", entry));
    return Settings.USUAL_FOLDERS.stream()
        .map(surroundings::resolve)
        .filter(Files::isDirectory)
        .limit(1)
        .toList();
  }

  private List<Path> folders(List<String> names, String origin) {
    List<Path> folders = new ArrayList<>();
    for (String name : names) {
      Path folder = surroundings.resolve(name);
      if (!Files.isDirectory(folder)) {
        throw Problems.usage(
            "CLI-14",
            "there is no folder " + name + ", which " + origin + " names",
            "Correct the name, or make the folder.");
      }
      folders.add(folder);
    }
    return folders;
  }

  private int serverVersion() {
    Optional<Said> said = text("server-version", options.serverVersion);
    if (said.isEmpty()) return 0;
    String text = said.get().text();
    if (text.matches("\\d{2}(\\.\\d+)?")) return Integer.parseInt(text.substring(0, 2));
    throw said.get().isNot("a PostgreSQL major version", "17");
  }

  private Duration duration(String key, @Nullable String flag, Duration otherwise) {
    Optional<Said> said = text(key, flag);
    if (said.isEmpty()) return otherwise;
    return Durations.parse(said.get().text())
        .filter(Duration::isPositive)
        .orElseThrow(() -> said.get().isNot("a duration", "500ms or 2s"));
  }

  private ApplicationName applicationName() {
    String pattern = text("application-name", null).map(Said::text).orElse("");
    Duration quiet = duration("application-quiet", null, ApplicationName.UNKNOWN.quiet());
    Duration watch = duration("application-watch", null, ApplicationName.UNKNOWN.watch());
    return new ApplicationName(pattern, quiet, watch);
  }

  private @Nullable Severity failOn() {
    Optional<Said> said = text("lint.fail-on", null);
    return said.isEmpty() ? Severity.ERROR : severity(said.get().text(), said.get().origin());
  }

  /** The severity of that name; null for {@code never}. */
  public static @Nullable Severity severity(String text, String origin) {
    return switch (text) {
      case "error" -> Severity.ERROR;
      case "warning" -> Severity.WARNING;
      case "info" -> Severity.INFO;
      case "never" -> null;
      default -> throw new Said(text, origin).isNot("error, warning, info or never", "warning");
    };
  }
}
