package io.slipway.backfill;

import io.slipway.backfill.TableFacts.KeyColumn;
import io.slipway.jdbc.Sql;
import io.slipway.plan.Step;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.util.List;

/** Chooses how a table is cut: by its key where that finds every row, else by its pages. */
record TableCut(Sql sql, Step.Backfill step) {
  Ranges ranges() {
    String table = step.table().sql();
    List<KeyColumn> key = TableFacts.key(sql, table, step.key());
    boolean isKnown = !key.isEmpty() && key.size() == step.key().size();
    boolean findsAll = isKnown && key.stream().allMatch(KeyColumn::isNotNull);
    if (findsAll && (TableFacts.hasIndex(sql, table, step.key()) || step.todo() == null)) {
      return new KeyRanges(table, key);
    }
    if (step.todo() == null) throw unsafe();
    return new BlockRanges(table);
  }

  private SlipwayException unsafe() {
    return new SlipwayException(
        Problem.of(
            "BACKFILL-1",
            Kind.VALIDATION,
            "step %s: %s cannot be walked through safely".formatted(step.id(), step.table()),
            "It has no key of columns that are NOT NULL, and the change has no condition that says"
                + " what is still to do: a row that moves would be missed, or changed twice."
                + " Nothing changed by this step.",
            "Give the statement a WHERE that its own change makes false, or the table a key."));
  }
}
