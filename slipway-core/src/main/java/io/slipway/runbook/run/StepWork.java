package io.slipway.runbook.run;

import io.slipway.check.Result;
import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.postgres.SqlState;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Step;
import io.slipway.runbook.steps.Halt;
import io.slipway.runbook.steps.Outcome;
import io.slipway.runbook.steps.Tools;
import io.slipway.runbook.steps.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attempt of one step. */
final class StepWork implements Work, AutoCloseable {
  private static final int TRIES = 8;
  private static final Duration BETWEEN = Duration.ofMillis(250);

  private final Runner runner;
  private final Step step;
  private final StepState state;
  private @Nullable Sql session;
  private boolean isNoted;

  StepWork(Runner runner, Step step, StepState state) {
    this.runner = runner;
    this.step = step;
    this.state = state;
  }

  /** The step is noted as done already, with the work. */
  boolean isNoted() {
    return isNoted;
  }

  @Override
  public Tools tools() {
    return runner.ground().tools();
  }

  @Override
  public Halt halt() {
    return runner.halt();
  }

  @Override
  public String runId() {
    return runner.ground().runId();
  }

  @Override
  public Instant begun() {
    return state.startedAt();
  }

  @Override
  public int attempt() {
    return state.attempt();
  }

  @Override
  public Optional<Instant> begun(String stepName) {
    return runner.journal().steps().values().stream()
        .filter(it -> it.name().equals(stepName) && !it.id().contains("/"))
        .map(StepState::startedAt)
        .findFirst();
  }

  @Override
  public Step step(String name) {
    return runner.runbook().steps().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SlipwayException(
                    Problem.of(
                        "RUNBOOK-24",
                        Problem.Kind.USAGE,
                        "step " + step.id() + " names a step that is not there: " + name,
                        "Nothing of it was done.",
                        "Correct the name in the runbook.")));
  }

  @Override
  public String reveal(String text) {
    return runner.ground().secrets().reveal(text);
  }

  @Override
  public String mask(String text) {
    return runner.ground().secrets().mask(text);
  }

  @Override
  public Sql session() {
    Sql open = session;
    if (open == null) {
      open = tools().database().connect(runId(), RunbookLease.WORK);
      session = open;
    }
    return open;
  }

  @Override
  public Outcome.Done once(Function<Sql, Outcome.Done> body) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return inTransaction(session(), body);
      } catch (SqlFailure e) {
        if (attempt >= TRIES || !isPassing(e) || !halt().await(BETWEEN.multipliedBy(attempt))) {
          throw e;
        }
      }
    }
  }

  private static boolean isPassing(SqlFailure e) {
    return e.is(SqlState.LOCK_NOT_AVAILABLE) || e.is("40P01") || e.is("40001");
  }

  private Outcome.Done inTransaction(Sql sql, Function<Sql, Outcome.Done> body) {
    sql.begin();
    try {
      sql.execute("SET LOCAL lock_timeout = " + tools().lockTimeout().toMillis());
      Outcome.Done done = body.apply(sql);
      runner.journal().done(sql, step, done, mask(done.seen()));
      runner.lease().fence(sql);
      sql.commit();
      isNoted = true;
      return done;
    } catch (SqlFailure | SlipwayException e) {
      sql.rollback();
      throw e;
    }
  }

  @Override
  public void fence() {
    runner.lease().fence(runner.lease().session());
  }

  @Override
  public void statement(Sql on, String sql, long rows, Duration took) {
    runner.journal().statement(on, step, mask(sql), rows, took);
  }

  @Override
  public Outcome judge(List<Result> results) {
    boolean accepts = runner.choices().acceptsWarnings();
    List<String> stops = new ArrayList<>();
    List<String> warns = new ArrayList<>();
    for (Result it : results) {
      String seen = mask(it.verdict().seen());
      runner
          .journal()
          .result(step, it, seen, it.warns() && accepts ? runner.choices().who() : null);
      runner.say(it.verdict().status() + "  " + it.check() + ": " + seen);
      String line = it.check() + ": " + seen + ", must be " + it.verdict().limit();
      if (it.stops()) stops.add(line);
      if (it.warns()) warns.add(line);
    }
    if (!stops.isEmpty()) return fails("does not hold", stops, "Put it right");
    if (!warns.isEmpty() && !accepts)
      return fails("warns", warns, "--accept-warnings, or put it right");
    return Outcome.done(
        results.size() + " checks" + (warns.isEmpty() ? "" : ", " + warns.size() + " accepted"));
  }

  private Outcome fails(String how, List<String> lines, String next) {
    return new Outcome.Failed(
        Problem.of(
            "RUNBOOK-25",
            Problem.Kind.VALIDATION,
            "step " + step.id() + ", " + step.name() + ", " + how + ": " + String.join("; ", lines),
            "It only looked.",
            next + ", then: slipway runbook resume " + runId()));
  }

  @Override
  public Optional<Said> said(String role) {
    Optional<Said> said = runner.journal().said(step.id(), role);
    if (said.isPresent()) return said;
    Choices choices = runner.choices();
    boolean says = role.isEmpty() ? choices.confirmsAll() : choices.roles().contains(role);
    if (!says) return Optional.empty();
    runner
        .journal()
        .say(
            new RunbookJournal.Word(
                step.id(),
                role.isEmpty() ? null : role,
                "go",
                choices.who(),
                runner.planHash(),
                "said when the run was started"));
    return Optional.of(new Said("go", choices.who()));
  }

  @Override
  public void close() {
    Sql open = session;
    if (open != null) Objects.requireNonNull(open).close();
  }
}
