package io.slipway.engine;

import io.slipway.event.Event;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.jdbc.Trace;
import io.slipway.plan.Plan;
import io.slipway.testing.TestPostgres;
import io.slipway.time.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A fresh database with the orders table, and engines that work on it. */
public final class EngineBench implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final TestPostgres.Database database;
  final List<Event> events = new CopyOnWriteArrayList<>();
  EngineSettings settings = EngineSettings.DEFAULTS;
  Trace trace = Trace.NONE;

  private EngineBench(TestPostgres.Database database) {
    this.database = database;
  }

  public static EngineBench with(int rows) {
    return with(18, rows);
  }

  public static EngineBench with(int major, int rows) {
    return on(TestPostgres.fresh(major), rows);
  }

  public static EngineBench on(TestPostgres.Database database, int rows) {
    EngineBench bench = new EngineBench(database);
    bench.database.execute(PlanFixtures.SCHEMA);
    bench.database.execute(PlanFixtures.rows(rows));
    bench.database.execute("ANALYZE orders");
    return bench;
  }

  Engine engine() {
    return engine(DatabaseUrl.parse(database.uri(), Map.of()));
  }

  Engine engine(DatabaseUrl url) {
    return new Engine(
        Database.at(url).traced((role, sql) -> trace.sending(role, sql)),
        settings,
        InstantSource.system(),
        Sleeper.REAL,
        events::add);
  }

  RunResult run(Plan plan) {
    return engine().run(plan, RunOptions.of(plan.migration()));
  }

  CompletableFuture<RunResult> running(Engine engine, Plan plan) {
    return CompletableFuture.supplyAsync(() -> engine.run(plan, RunOptions.of(plan.migration())));
  }

  /** Opens the gate of {@link PlanFixtures#retype()}. */
  void deploy() {
    engine().deployed("2.0");
  }

  String shape() {
    return database.value(PlanFixtures.SHAPE);
  }

  <E extends Event> boolean saw(Class<E> kind) {
    return events.stream().anyMatch(kind::isInstance);
  }

  /** Waits for something that happens by itself; fails where it does not. */
  static void await(String what, BooleanSupplier happened) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("waited in vain for: " + what);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
