package io.slipway.cli.settings;

import io.slipway.analysis.Severity;
import io.slipway.cli.Problems;
import io.slipway.cli.output.Format;
import io.slipway.cli.output.Paint;
import io.slipway.engine.ApplicationName;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.throttle.ThrottleSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What applies to this command, after flags, environment, file and defaults have been heard in that
 * order.
 *
 * @param knownDatabase null where none was named
 * @param migrations the folders, the first existing usual one if none was named; may be empty
 * @param schema null: the first of the search path
 * @param serverVersion major version to reckon with when no database is asked
 * @param lockBudget the longest an application statement may wait because of us
 * @param lockTimeout the longest one try for an exclusive lock may queue
 * @param throttle when a backfill is gentler, and when it waits
 * @param applicationName how the application's sessions tell their version
 * @param failOn the least severity that makes {@code lint} fail; null: never
 * @param levels how seriously {@code lint} takes which finding
 */
public record Settings(
    @Nullable DatabaseUrl knownDatabase,
    List<Path> migrations,
    @Nullable String schema,
    int serverVersion,
    Duration lockBudget,
    Duration lockTimeout,
    ThrottleSettings throttle,
    ApplicationName applicationName,
    @Nullable Severity failOn,
    Levels levels,
    Format format,
    boolean yes,
    boolean dryRun,
    boolean exitCode,
    boolean verbose,
    Paint paint,
    Paint errorPaint) {
  /** Keys of {@code slipway.toml}. */
  public static final List<String> KEYS =
      Stream.of(
              List.of("database", "migrations", "schema", "server-version"),
              List.of(
                  "lock-budget",
                  "lock-timeout",
                  "application-name",
                  "application-quiet",
                  "application-watch"),
              ThrottleReader.keys(),
              List.of("lint.fail-on"))
          .flatMap(List::stream)
          .toList();

  public static final Duration LOCK_BUDGET = Duration.ofSeconds(1);
  public static final Duration LOCK_TIMEOUT = Duration.ofMillis(100);
  public static final List<String> USUAL_FOLDERS =
      List.of(
          "migrations",
          "db/migration",
          "db/migrations",
          "src/main/resources/db/migration",
          "prisma/migrations",
          "drizzle",
          "supabase/migrations");

  public Settings {
    migrations = List.copyOf(migrations);
  }

  public Optional<DatabaseUrl> database() {
    return Optional.ofNullable(knownDatabase);
  }

  /** The database, or the usage error that says how to name one. */
  public DatabaseUrl requiredDatabase() {
    return database()
        .orElseThrow(
            () ->
                Problems.usage(
                    "CLI-10",
                    "no database was named",
                    "Pass --database postgresql://user@host/name, or set DATABASE_URL, or PGHOST"
                        + " and PGDATABASE, or `database` in slipway.toml."));
  }

  /** The folders, or the usage error that says how to name one. */
  public List<Path> requiredMigrations() {
    if (!migrations.isEmpty()) return migrations;
    throw Problems.usage(
        "CLI-13",
        "no folder of migrations was found (looked for " + String.join(", ", USUAL_FOLDERS) + ")",
        "Pass --migrations DIR, or let `slipway init` make one.");
  }
}
