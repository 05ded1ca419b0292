package io.slipway.plan.strategies;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Uses the ways PostgreSQL itself has: CONCURRENTLY, NOT VALID and VALIDATE, USING INDEX. */
final class NativeOnline implements Strategy {
  private static final List<Function<StatementContext, Optional<Proposal>>> RECIPES =
      List.of(
          IndexBuilt::propose,
          PartitionedIndexBuilt::propose,
          IndexDropped::propose,
          Reindexed::propose,
          UniqueByIndex::propose,
          ConstraintInTwoSteps::propose,
          NotNullSet::propose,
          RequiredColumn::propose,
          PartitionDetached::propose,
          MaterializedViewRefreshed::propose);

  @Override
  public String slug() {
    return "native-online";
  }

  @Override
  public Optional<Proposal> propose(StatementContext context) {
    return RECIPES.stream().flatMap(recipe -> recipe.apply(context).stream()).findFirst();
  }
}
