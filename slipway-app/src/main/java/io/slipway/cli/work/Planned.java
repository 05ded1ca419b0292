package io.slipway.cli.work;

import io.slipway.catalog.Catalog;
import io.slipway.engine.EngineStatus;
import io.slipway.event.Event;
import io.slipway.migration.Migration;
import io.slipway.migration.Migrations;
import io.slipway.plan.Plan;
import io.slipway.postgres.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans of several migrations, each against the schema the ones before it leave. */
public final class Planned {
  private final Workbench bench;
  private final ServerVersion server;
  private Catalog catalog;

  private Planned(Workbench bench, ServerVersion server, Catalog catalog) {
    this.bench = bench;
    this.server = server;
    this.catalog = catalog;
  }

  /** What is pending on the database. */
  public static List<Plan> pending(Workbench bench, Live live, boolean outOfOrderToo) {
    EngineStatus status = bench.engine(Event.Listener.NONE).status();
    List<Migration> toRun = new Pending(bench.migrations(), status).toRun(outOfOrderToo);
    return of(bench, live, toRun);
  }

  /** These, in this order, on the database. */
  static List<Plan> of(Workbench bench, Live live, List<Migration> toRun) {
    return new Planned(bench, live.info().version(), live.catalog()).plans(toRun);
  }

  /** Some migrations of a folder, without a database: those before them are taken as applied. */
  public static List<Plan> offline(Workbench bench, Migrations migrations, List<Migration> wanted) {
    Planned planned = new Planned(bench, bench.assumedServer(), Catalog.unknown());
    List<Plan> plans = new ArrayList<>();
    for (Migration migration : migrations.all()) {
      if (wanted.contains(migration)) plans.addAll(planned.plans(List.of(migration)));
      else planned.pass(migration);
    }
    return plans;
  }

  /** The newest, for whoever names none. */
  public static Optional<Migration> newest(Migrations migrations) {
    List<Migration> versioned = migrations.versioned();
    return versioned.isEmpty() ? Optional.empty() : Optional.of(versioned.getLast());
  }

  private List<Plan> plans(List<Migration> migrations) {
    List<Plan> plans = new ArrayList<>();
    for (Migration migration : migrations) {
      plans.add(bench.plan(migration, catalog, server));
      pass(migration);
    }
    return plans;
  }

  private void pass(Migration migration) {
    catalog = Workbench.after(catalog, migration.up());
  }
}
