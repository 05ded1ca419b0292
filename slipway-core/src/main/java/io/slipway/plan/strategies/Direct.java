package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Optional;

/** Runs the statement as written, under the lock ladder: it changes the catalog only. */
final class Direct implements Strategy {
  @Override
  public String slug() {
    return "direct";
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    if (context.forced()) return Optional.of(asWritten(context, "the author asked for it"));
    Harm harm = context.harm();
    if (harm == Harm.LONG || hasBetterWay(context)) return Optional.empty();
    return Optional.of(asWritten(context, because(context, harm)));
  }

  private static String because(StatementContext context, Harm harm) {
    return switch (harm) {
      case NONE ->
          context.effects().certain()
              ? "it takes no lock that stops readers or writers of anything in use"
              : "what it does inside is not known: it runs as written, in one step";
      case BRIEF -> "it changes the catalog only: the lock is short once granted";
      case SMALL -> small(context);
      case LONG -> "it blocks for as long as the table is big";
    };
  }

  private static String small(StatementContext context) {
    return context.effects().locks().stream()
        .flatMap(it -> context.before().table(it.relation()).stream())
        .filter(it -> it.rows() >= 0)
        .findFirst()
        .map(
            it ->
                "%s has about %,d rows (%,d kB): done within the lock budget"
                    .formatted(it.name(), it.rows(), it.bytes() / 1024))
        .orElse("the table is small: done within the lock budget");
  }

  /** The statement in one step of its own. */
  static Proposal asWritten(StatementContext context, String because) {
    return Proposal.expanding(because, List.of(step(context)));
  }

  static Step step(StatementContext context) {
    Undo undo = Inverse.of(context);
    String sql = context.piece().sql();
    String title = Titles.of(sql);
    if (!Transactions.refuses(context.piece().change())) return Drafts.brief(title, undo, sql);
    Patience patience =
        context.effects().locks().stream().anyMatch(it -> it.mode().blocksWrites())
            ? Patience.BRIEF
            : Patience.WATCHED;
    return new Step.Ddl(
        "", title, List.of(sql), List.of(), Mode.ALONE, patience, false, Probes.repeatable(), undo);
  }

  /** Short, and still another way is better for the application. */
  private static boolean hasBetterWay(StatementContext context) {
    return switch (context.piece().change()) {
      case Change.Drop it ->
          (it.kind() == ObjectKind.INDEX || it.kind() == ObjectKind.TABLE)
              && it.objects().stream()
                  .anyMatch(
                      name -> isUsed(context, name) || !it.ifExists() && isMissing(context, name));
      case Change.Rename it ->
          (it.kind() == ObjectKind.COLUMN || it.kind() == ObjectKind.TABLE)
              && it.relationKind() != ObjectKind.INDEX
              && isUsedTable(context, it.object());
      case Change.AlterTable it ->
          isUsedTable(context, it.table())
              && it.actions().stream().anyMatch(Direct::breaksReadersOrWaits);
      case Change.CreateIndex it ->
          (it.concurrently() || context.harm() != Harm.SMALL) && !context.isHarmless(it.table());
      case Change.Reindex it -> it.object() != null && isUsed(context, it.object());
      case Change.RefreshMaterializedView it -> isUsed(context, it.view());
      case Change.Query it ->
          (it.verb().equals("UPDATE") || it.verb().equals("DELETE"))
              && it.target() != null
              && isUsed(context, it.target())
              && (!context.isSmall(it.target()) || DerivedColumns.of(context).isPresent());
      default -> false;
    };
  }

  private static boolean breaksReadersOrWaits(TableAction action) {
    return action instanceof TableAction.DropColumn
        || action instanceof TableAction.DetachPartition;
  }

  private static boolean isUsed(StatementContext context, QualifiedName relation) {
    return !context.isHarmless(relation);
  }

  private static boolean isMissing(StatementContext context, QualifiedName relation) {
    return context.before().table(relation).isEmpty() && context.before().index(relation).isEmpty();
  }

  private static boolean isUsedTable(StatementContext context, QualifiedName relation) {
    boolean isTable =
        context
            .before()
            .table(relation)
            .filter(it -> it.kind() != Table.Kind.TABLE && it.kind() != Table.Kind.PARTITIONED)
            .isEmpty();
    return isTable && isUsed(context, relation);
  }
}
