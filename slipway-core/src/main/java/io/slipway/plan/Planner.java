package io.slipway.plan;

import io.slipway.analysis.locks.LockModel;
import io.slipway.plan.strategies.Grammar;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;

/**
 * Turns a migration into a plan: asks the strategies for each statement, cheapest first, puts their
 * steps into phases, and reads its own SQL back to know what every step locks. One instance a
 * thread.
 */
public final class Planner {
  private final ServerVersion server;
  private final LockModel locks;
  private final Grammar grammar;

  public Planner(ServerVersion server) {
    this(server, SqlParser.create());
  }

  public Planner(ServerVersion server, SqlParser parser) {
    this.server = server;
    this.locks = new LockModel(server);
    this.grammar = new Grammar(parser);
  }

  /**
   * @throws io.slipway.problem.SlipwayException with a PLAN code where something cannot be carried
   *     out, or not without harm
   */
  public Plan plan(PlanRequest request) {
    Proposals proposals = new Proposals(request, server, locks, grammar).collect();
    Drydock drydock = new Drydock(locks, grammar, request.catalog().copy());
    return new Plan(
        request.migration(),
        request.script().name(),
        request.checksum(),
        server.number(),
        proposals.decisions(),
        proposals.warnings(),
        drydock.finished(Schedule.of(proposals.drafts())));
  }
}
