package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Policy;
import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.catalog.View;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the catalog knows to depend on a column or a table, in words. */
final class Dependents {
  private final Catalog catalog;
  private final Table table;

  Dependents(Catalog catalog, Table table) {
    this.catalog = catalog;
    this.table = table;
  }

  /** Views, policies, generated columns and triggers that name the column. */
  List<String> ofColumn(String column) {
    List<String> found = new ArrayList<>();
    for (View view : catalog.views()) {
      if (view.columnsUsed().contains(new View.ColumnUse(table.name(), column))) {
        found.add("view " + view.name());
      }
    }
    for (Policy policy : catalog.policies(table.name())) {
      if (policy.columns().contains(column)) found.add("policy " + policy.name());
    }
    for (Column other : table.columns()) {
      if (other.generatedAs() != null && other.generatedAs().columns().contains(column)) {
        found.add("generated column " + other.name());
      }
    }
    found.addAll(triggersOn(column));
    if (partitionKey().contains(column)) found.add("the partition key");
    return found;
  }

  /** Triggers that fire on an UPDATE OF the column only. */
  List<String> triggersOn(String column) {
    return table.triggers().stream()
        .filter(it -> it.columns().contains(column))
        .map(it -> "trigger " + it.name())
        .toList();
  }

  /** Views that read the table. */
  List<String> ofTable() {
    return catalog.viewsOn(table.name()).stream().map(it -> "view " + it.name()).toList();
  }

  /** Trigger functions of the table whose source names the column: NEW.column, OLD.column. */
  List<QualifiedName> functionsNaming(String column) {
    return table.triggers().stream()
        .map(Trigger::function)
        .distinct()
        .filter(
            function ->
                catalog.routines(function).stream().anyMatch(it -> names(it.body(), column)))
        .toList();
  }

  private static boolean names(@Nullable String body, String column) {
    return body != null
        && Tokens.of(body).stream().anyMatch(it -> it.isName() && it.name().equals(column));
  }

  private List<String> partitionKey() {
    String key = table.partitionBy();
    return key == null
        ? List.of()
        : Tokens.of(key).stream().filter(Token::isName).map(Token::name).toList();
  }
}
