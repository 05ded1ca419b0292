package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.plan.Step;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Set;

/**
 * What an earlier statement has put up for as long as these columns are there.
 *
 * @param proof must hold before it goes
 * @param end statements that take it away; each can be repeated
 */
public record Served(QualifiedName table, Set<String> columns, Step proof, List<String> end) {
  public Served {
    columns = Set.copyOf(columns);
    end = List.copyOf(end);
  }

  /** Whether the columns are all there still. */
  public boolean isWhole(Catalog catalog) {
    return catalog
        .table(table)
        .filter(it -> columns.stream().allMatch(column -> it.column(column).isPresent()))
        .isPresent();
  }

  boolean with(QualifiedName of, String column) {
    return table.equals(of) && columns.contains(column);
  }
}
