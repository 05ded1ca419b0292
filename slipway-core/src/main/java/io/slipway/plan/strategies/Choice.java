package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The strategy a piece gets: the one asked for, else the cheapest that proposes. */
public record Choice(String strategy, Proposal proposal) {
  private static final String VERBATIM = "verbatim";

  public static Choice of(StatementContext context) {
    refuseWhatCannotRun(context);
    RequiredColumn.refuse(context);
    if (context.instruction().verbatim()) {
      return new Choice(
          VERBATIM, Direct.asWritten(context, "rewriting is switched off for this file"));
    }
    String wanted = context.instruction().strategy();
    if (wanted != null) {
      Optional<Choice> asked = asked(context, wanted);
      if (asked.isPresent()) return asked.get();
    }
    return Strategies.ALL.stream()
        .flatMap(strategy -> proposed(strategy, context).stream())
        .findFirst()
        .orElseGet(() -> lastResort(context));
  }

  private static Optional<Choice> proposed(Strategy strategy, StatementContext context) {
    return strategy.propose(context).map(it -> new Choice(strategy.slug(), it));
  }

  /** {@code native} is what people write for native-online. */
  public static String slug(String wanted) {
    return wanted.equals("native") ? "native-online" : wanted;
  }

  private static Optional<Choice> asked(StatementContext context, String wanted) {
    Strategy strategy = Strategies.named(slug(wanted)).orElseThrow(() -> unknown(context, wanted));
    boolean newOnly =
        !context.effects().locks().isEmpty()
            && context.effects().locks().stream().allMatch(it -> context.isHarmless(it.relation()));
    return newOnly ? Optional.empty() : proposed(strategy, context.whenForced());
  }

  private static RuntimeException unknown(StatementContext context, String wanted) {
    String known = Strategies.ALL.stream().map(Strategy::slug).collect(Collectors.joining(", "));
    return Refusal.of(
        Refusal.STRATEGY,
        context.piece(),
        "there is no strategy " + wanted,
        "Known are " + known + ".");
  }

  private static void refuseWhatCannotRun(StatementContext context) {
    if (!(context.piece().change() instanceof Change.DoBlock block)) return;
    block.nested().stream()
        .filter(it -> Transactions.refuses(it.change()))
        .findFirst()
        .ifPresent(
            it -> {
              throw Refusal.of(
                  Refusal.WILL_FAIL,
                  context.piece(),
                  it.change().tag() + " inside a DO block cannot run: a DO block is a transaction",
                  "Write it as a statement of its own: the planner runs it outside a transaction.");
            });
  }

  private static Choice lastResort(StatementContext context) {
    if (context.harm() == Harm.LONG
        && context.effects().certain()
        && !(context.piece().change() instanceof Change.DoBlock)) {
      throw blocks(context);
    }
    Proposal proposal =
        Direct.asWritten(context, "no other way is known: it runs as written, in one step");
    return new Choice(
        "direct",
        context.harm() == Harm.LONG
            ? proposal.warning(
                "%s keeps strong locks for as long as its tables are big: rehearse it first."
                    .formatted(context.piece().change().tag()))
            : proposal);
  }

  private static RuntimeException blocks(StatementContext context) {
    String tables =
        Stream.concat(context.effects().rewrites().stream(), context.effects().scans().stream())
            .distinct()
            .filter(it -> !context.isHarmless(it) && !context.isSmall(it))
            .map(it -> size(context.before().table(it).orElse(null), it.toString()))
            .collect(Collectors.joining(", "));
    String verb = context.effects().rewrites().isEmpty() ? "reads " : "rewrites ";
    return Refusal.of(
        Refusal.BLOCKS,
        context.piece(),
        context.piece().change().tag() + " " + verb + tables + " while it stops the application",
        NoOnlineWay.instead(context));
  }

  private static String size(@org.jspecify.annotations.Nullable Table table, String name) {
    return table == null || table.rows() < 0
        ? name
        : "%s (about %,d rows)".formatted(name, table.rows());
  }
}
