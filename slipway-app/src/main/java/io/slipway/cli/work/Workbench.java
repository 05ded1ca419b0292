package io.slipway.cli.work;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.cli.Surroundings;
import io.slipway.cli.Version;
import io.slipway.cli.settings.Settings;
import io.slipway.engine.Engine;
import io.slipway.engine.EngineSettings;
import io.slipway.event.Event;
import io.slipway.files.MigrationFolder;
import io.slipway.jdbc.Database;
import io.slipway.migration.Migration;
import io.slipway.migration.Migrations;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.time.Sleeper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The library, set up for one command. The parser is made when it is first needed. */
public final class Workbench {
  private final Settings settings;
  private final Surroundings surroundings;
  private @Nullable SqlParser parser;

  public Workbench(Settings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  public SqlParser parser() {
    SqlParser made = parser == null ? SqlParser.create() : parser;
    parser = made;
    return made;
  }

  /** The migrations of every folder. */
  public Migrations migrations() {
    return migrations(settings.requiredMigrations());
  }

  /** The migrations of these folders or files, in the order they run. */
  public Migrations migrations(List<Path> paths) {
    return MigrationFolder.read(parser(), paths.toArray(Path[]::new));
  }

  public Optional<Live> live() {
    return settings.database().map(it -> Live.read(Database.at(it), parser()));
  }

  public Live requiredLive() {
    return Live.read(database(), parser());
  }

  public Database database() {
    return Database.at(settings.requiredDatabase());
  }

  public Engine engine(Event.Listener listener) {
    return new Engine(database(), engineSettings(), surroundings.clock(), Sleeper.REAL, listener);
  }

  private EngineSettings engineSettings() {
    return EngineSettings.DEFAULTS
        .withLockBudget(settings.lockBudget())
        .withLockTimeout(settings.lockTimeout())
        .withThrottle(settings.throttle())
        .withApplicationName(settings.applicationName())
        .withStateSchema(settings.schema())
        .withVersion(Version.text());
  }

  /** The server to reckon with where none is asked. */
  public ServerVersion assumedServer() {
    int major = settings.serverVersion();
    return major == 0 ? ServerVersion.NEWEST : ServerVersion.ofMajor(major);
  }

  /** The one of the database, or the one that was set; else all that are known. */
  public List<Integer> majors(Optional<Live> live) {
    if (live.isPresent()) return List.of(live.get().info().version().major());
    int major = settings.serverVersion();
    if (major != 0) return List.of(major);
    return IntStream.rangeClosed(ServerVersion.OLDEST_MAJOR, ServerVersion.NEWEST_MAJOR)
        .boxed()
        .toList();
  }

  /** The schema the migrations make, where there are any. */
  public Catalog replayed() {
    Catalog catalog = Catalog.unknown();
    if (folders().isEmpty()) return catalog;
    migrations(folders()).all().forEach(it -> advance(catalog, it.up()));
    return catalog;
  }

  public Plan plan(Migration migration, Catalog catalog, ServerVersion server) {
    PlanRequest request = PlanRequest.of(migration, catalog, options());
    return new Planner(server, parser()).plan(request);
  }

  /** The folders that were named or found; none is fine for verbs that only need the database. */
  List<Path> folders() {
    return settings.migrations();
  }

  PlanOptions options() {
    PlanOptions defaults = PlanOptions.DEFAULT;
    return new PlanOptions(
        defaults.smallRows(), defaults.smallBytes(), defaults.removalAfter(), settings.schema());
  }

  /** The schema after the script has been applied; the one before is left as it is. */
  public static Catalog after(Catalog before, Script script) {
    Catalog after = before.copy();
    advance(after, script);
    return after;
  }

  static void advance(Catalog catalog, Script script) {
    script.statements().forEach(statement -> Replay.apply(statement.change(), catalog));
    catalog.migrationFinished();
  }
}
