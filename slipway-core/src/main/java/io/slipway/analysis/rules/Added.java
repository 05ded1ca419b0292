package io.slipway.analysis.rules;

import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.TableAction;
import java.util.Set;
import java.util.stream.Collectors;

/** What other actions of the same ALTER TABLE do: they run first. */
final class Added {
  private Added() {}

  static Set<String> columns(Change.AlterTable alter) {
    return alter.actions().stream()
        .filter(TableAction.AddColumn.class::isInstance)
        .map(it -> ((TableAction.AddColumn) it).column().name())
        .collect(Collectors.toUnmodifiableSet());
  }

  static boolean drops(Change.AlterTable alter, String column) {
    return alter.actions().stream()
        .anyMatch(it -> it instanceof TableAction.DropColumn drop && drop.column().equals(column));
  }

  static boolean dropsConstraint(Change.AlterTable alter, String name) {
    return alter.actions().stream()
        .anyMatch(it -> it instanceof TableAction.DropConstraint drop && drop.name().equals(name));
  }

  /** A key of ONLY a partitioned table: the partitions' indexes are attached to it afterwards. */
  static boolean buildsNothing(StatementContext in) {
    return in.change() instanceof Change.AlterTable alter
        && alter.only()
        && !in.scans(alter.table())
        && in.table(alter.table()).filter(it -> it.kind() == Table.Kind.PARTITIONED).isPresent();
  }
}
