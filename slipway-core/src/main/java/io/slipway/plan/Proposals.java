package io.slipway.plan;

import io.slipway.analysis.Effects;
import io.slipway.analysis.locks.LockModel;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.plan.strategies.Choice;
import io.slipway.plan.strategies.Grammar;
import io.slipway.plan.strategies.Piece;
import io.slipway.plan.strategies.Pieces;
import io.slipway.plan.strategies.Refusal;
import io.slipway.plan.strategies.Served;
import io.slipway.plan.strategies.StatementContext;
import io.slipway.postgres.ServerVersion;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Change;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Walks the statements in order, with the catalog as each finds it. */
final class Proposals {
  /** The lock ladder and the watchdog stand for these. */
  private static final Set<String> REPLACED_SETTINGS =
      Set.of(
          "lock_timeout",
          "statement_timeout",
          "transaction_timeout",
          "deadlock_timeout",
          "idle_in_transaction_session_timeout",
          "client_min_messages");

  private final PlanRequest request;
  private final ServerVersion server;
  private final LockModel locks;
  private final Grammar grammar;
  private final Catalog catalog;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Served> served = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final List<String> settings = new ArrayList<>();
  private final Set<String> strategiesUsed = new LinkedHashSet<>();

  Proposals(PlanRequest request, ServerVersion server, LockModel locks, Grammar grammar) {
    this.request = request;
    this.server = server;
    this.locks = locks;
    this.grammar = grammar;
    this.catalog = request.catalog().copy();
  }

  Proposals collect() {
    for (Statement statement : request.script().statements()) {
      try {
        collect(statement);
      } catch (SlipwayException refused) {
        throw inFile(refused, statement);
      }
    }
    refuseUnusedStrategy();
    return this;
  }

  private SlipwayException inFile(SlipwayException refused, Statement statement) {
    return new SlipwayException(
        refused.problem().at(request.script().name(), statement.span().line()), refused);
  }

  private void collect(Statement statement) {
    Piece whole =
        new Piece(
            statement.index(), statement.span().line(), statement.text(), statement.change(), true);
    switch (statement.change()) {
      case Change.Unparsable wrong ->
          throw Refusal.of(
              Refusal.WILL_FAIL,
              whole,
              "PostgreSQL's grammar rejects the statement: " + wrong.message(),
              "Correct it; `slipway lint` explains what it knows about it.");
      case Change.PsqlCommand command -> psql(whole, command);
      case Change.Transaction ignored ->
          warnings.add(
              "BEGIN, COMMIT and the like in the file are left out: the plan decides what runs in"
                  + " one transaction.");
      case Change.SetVariable set -> set(whole, set);
      case Change.Query query when query.readsStdin() ->
          throw Refusal.of(
              Refusal.NOT_FOR_THE_SERVER,
              whole,
              "COPY … FROM STDIN needs its data from psql",
              "Load the rows with INSERT, or with psql outside the migration.");
      default -> plan(whole);
    }
  }

  private static void psql(Piece piece, Change.PsqlCommand command) {
    if (!command.refused()) return;
    throw Refusal.of(Refusal.NOT_FOR_THE_SERVER, piece, command.refusal(), command.remedy() + ".");
  }

  private void set(Piece piece, Change.SetVariable set) {
    if (REPLACED_SETTINGS.contains(set.name().toLowerCase(Locale.ROOT))) {
      warnings.add(
          "SET %s is left out: the run has its own lock budget and watchdog."
              .formatted(set.name()));
      return;
    }
    settings.add(
        piece
            .sql()
            .replaceFirst("(?i)^\\s*SET\\s+(SESSION\\s+|LOCAL\\s+)?(?!LOCAL)", "SET LOCAL "));
    Replay.apply(new Change.SetVariable(set.name(), set.value(), false), catalog);
  }

  private void plan(Piece whole) {
    StatementContext context = context(whole);
    boolean asWritten = asWritten(whole.statement());
    List<Piece> pieces = asWritten ? List.of(whole) : Pieces.of(context);
    for (Piece piece : pieces) {
      StatementContext part = pieces.size() == 1 ? context : context(piece);
      List<Piece> smaller = asWritten ? List.of(piece) : Pieces.ofColumn(part);
      for (Piece last : smaller) decide(smaller.size() == 1 ? part : context(last));
    }
  }

  private boolean asWritten(int statement) {
    Instruction instruction = request.instruction(statement);
    return instruction.verbatim()
        || "direct".equals(instruction.strategy())
        // One copy takes every change of its table.
        || "blue-green".equals(instruction.strategy());
  }

  private List<Change> later(Piece piece) {
    return request.script().statements().stream()
        .filter(it -> it.index() > piece.statement() && !asWritten(it.index()))
        .map(Statement::change)
        .toList();
  }

  private StatementContext context(Piece piece) {
    Catalog before = catalog.copy();
    Catalog after = catalog.copy();
    Replay.apply(piece.change(), after);
    Effects effects = locks.effects(piece.change(), before);
    return new StatementContext(
        request.migration(),
        piece,
        request.catalog(),
        before,
        after,
        effects,
        server,
        request.instruction(piece.statement()),
        request.options(),
        grammar,
        false,
        later(piece),
        served);
  }

  private void decide(StatementContext context) {
    Choice choice = Choice.of(context);
    strategiesUsed.add(choice.strategy());
    Piece piece = context.piece();
    decisions.add(
        new Decision(
            piece.statement(),
            piece.line(),
            piece.sql(),
            choice.strategy(),
            choice.proposal().because()));
    warnings.addAll(choice.proposal().warnings());
    served.addAll(choice.proposal().serves());
    Touched touched = Touched.by(context);
    drafts.add(
        new Draft(
            piece, choice.proposal(), touched.relations(), touched.newObjectsOnly(), settings));
    Replay.apply(piece.change(), catalog);
    served.removeIf(it -> !it.isWhole(catalog));
  }

  /** A strategy nobody could use was meant for something. */
  private void refuseUnusedStrategy() {
    String wanted = request.instruction().strategy();
    if (wanted == null || drafts.isEmpty() || strategiesUsed.contains(Choice.slug(wanted))) return;
    Piece first = drafts.getFirst().piece();
    throw Refusal.of(
        Refusal.STRATEGY,
        first,
        "strategy " + wanted + " applies to none of the statements",
        "Take \"strategy\" out of the metadata: the planner then chooses "
            + String.join(", ", strategiesUsed)
            + ".");
  }

  List<Draft> drafts() {
    return List.copyOf(drafts);
  }

  List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
