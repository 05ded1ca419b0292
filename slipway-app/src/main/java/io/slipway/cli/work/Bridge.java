package io.slipway.cli.work;

import io.slipway.backup.Dumps;
import io.slipway.backup.PostgresTools;
import io.slipway.cli.Session;
import io.slipway.runbook.run.RunbookEngine;
import io.slipway.runbook.steps.Tools;
import java.nio.file.Path;

/** The engine of runbooks, put together. */
public final class Bridge {
  private Bridge() {}

  public static RunbookEngine engine(Session session) {
    Workbench bench = session.workbench();
    var surroundings = session.surroundings();
    var watched = new Watched(session);
    var tools =
        new Tools(
            bench.database(),
            session.settings().schema(),
            bench.parser(),
            new FolderMigrating(bench, watched.engine()),
            () -> dumps(session, bench),
            () -> Ahead.of(bench),
            surroundings.clock(),
            surroundings.environment(),
            session.settings().lockTimeout());
    var engine = new RunbookEngine(tools, line -> session.log().println(line));
    session.interruption().calls(engine::interrupt);
    return engine;
  }

  private static Dumps dumps(Session session, Workbench bench) {
    var environment = session.surroundings().environment();
    String named = environment.get("SLIPWAY_PG_BIN");
    Path folder = named == null ? null : session.surroundings().resolve(named);
    return new Dumps(
        bench.database(),
        session.settings().schema(),
        PostgresTools.in(folder, environment.get("PATH")),
        session.surroundings().clock());
  }
}
