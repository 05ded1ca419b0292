package io.slipway.cli.settings;

import io.slipway.cli.output.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options every verb understands, before or after the verb. What is not given stays null. */
@Command(name = "slipway")
public final class GlobalOptions {
  @Option(
      names = "--database",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "The database: postgresql://user@host:5432/name (also jdbc:postgresql:).")
  @Nullable String database;

  @Option(
      names = "--migrations",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "A folder of migrations; can be repeated.")
  List<String> migrations = new ArrayList<>();

  @Option(
      names = "--schema",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "The schema unqualified names and Slipway's own tables live in.")
  @Nullable String schema;

  @Option(
      names = "--server-version",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "PostgreSQL major version to reckon with when no database is asked.")
  @Nullable String serverVersion;

  @Option(
      names = "--lock-budget",
      scope = ScopeType.INHERIT,
      paramLabel = "TIME",
      description = "How long an application statement may wait because of us.")
  @Nullable String lockBudget;

  @Option(
      names = "--lock-timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "TIME",
      description = "How long one try for an exclusive lock may queue.")
  @Nullable String lockTimeout;

  @Option(
      names = "--throttle",
      scope = ScopeType.INHERIT,
      paramLabel = "SIGNAL=SOFT,HARD",
      description =
          "When a backfill is gentler, and when it waits; or SIGNAL=off. Can be repeated.")
  List<String> throttle = new ArrayList<>();

  @Option(
      names = "--max-concurrent-migrations",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Runs on the server at a time, over all its databases.")
  @Nullable String maxConcurrentMigrations;

  @Option(
      names = "--max-cpu-percent",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "CPU use of the server at which nothing starts and backfills wait.")
  @Nullable String maxCpuPercent;

  @Option(
      names = "--max-iops",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Reads and writes a second of the server at which they wait.")
  @Nullable String maxIops;

  @Option(
      names = "--max-memory-mb",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Memory of Slipway's own process at which they wait.")
  @Nullable String maxMemoryMb;

  @Option(
      names = "--format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "text, json or ndjson; some verbs have more.")
  @Nullable String format;

  @Option(
      names = {"--yes", "-y"},
      scope = ScopeType.INHERIT,
      description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--dry-run",
      scope = ScopeType.INHERIT,
      description = "Say what would be done and do nothing.")
  boolean dryRun;

  @Option(
      names = "--exit-code",
      scope = ScopeType.INHERIT,
      description = "End with 3 when changes are pending.")
  boolean exitCode;

  @Option(
      names = {"--verbose", "-v"},
      scope = ScopeType.INHERIT,
      description = "Log what is done, and stack traces, to stderr.")
  boolean verbose;

  @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours.")
  boolean noColor;

  @Option(
      names = {"--help", "-h"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "This help.")
  boolean help;

  @Option(
      names = {"--version", "-V"},
      versionHelp = true,
      description = "Slipway's version.")
  boolean version;

  public boolean helpIsWanted() {
    return help;
  }

  public boolean versionIsWanted() {
    return version;
  }

  public boolean isVerbose() {
    return verbose;
  }

  /** As typed; null where nothing was. */
  public @Nullable String format() {
    return format;
  }

  /** Colours for a stream, if it is a terminal and nobody minds. */
  public Paint paint(boolean terminal, Map<String, String> environment) {
    String wish = environment.getOrDefault("NO_COLOR", "");
    boolean unwanted = noColor || !wish.isEmpty() || "dumb".equals(environment.get("TERM"));
    return terminal && !unwanted ? Paint.ANSI : Paint.PLAIN;
  }
}
