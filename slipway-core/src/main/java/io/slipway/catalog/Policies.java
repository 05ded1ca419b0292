package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Row security policies: the columns of their own table that they read. */
final class Policies {
  private final Catalog catalog;

  Policies(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreatePolicy create) {
    Table table = Known.table(catalog, create.table()).orElse(null);
    if (table == null) return;
    catalog.put(
        new Policy(create.name(), table.name(), read(table, create.using(), create.withCheck())));
  }

  void alter(Change.AlterPolicy alter) {
    Table table = Known.table(catalog, alter.table()).orElse(null);
    if (table == null || alter.using() == null && alter.withCheck() == null) return;
    Set<String> columns = new LinkedHashSet<>(read(table, alter.using(), alter.withCheck()));
    boolean whole = alter.using() != null && alter.withCheck() != null;
    for (Policy before : catalog.policies(table.name())) {
      // Only one of its two conditions is new; which columns the other reads is in the old list.
      if (before.name().equals(alter.name()) && !whole) columns.addAll(before.columns());
    }
    catalog.put(new Policy(alter.name(), table.name(), List.copyOf(columns)));
  }

  private static List<String> read(
      Table table, @Nullable Expression using, @Nullable Expression withCheck) {
    Set<String> columns = new LinkedHashSet<>();
    if (using != null) columns.addAll(using.columns());
    if (withCheck != null) columns.addAll(withCheck.columns());
    if (!table.columns().isEmpty()) columns.removeIf(it -> table.column(it).isEmpty());
    return List.copyOf(columns);
  }
}
