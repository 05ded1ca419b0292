package io.slipway.analysis.rules;

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
}
