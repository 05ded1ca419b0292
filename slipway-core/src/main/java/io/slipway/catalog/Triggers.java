package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;

/** Triggers; a row trigger of a partitioned table is on every partition too. */
final class Triggers {
  private final Catalog catalog;

  Triggers(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateTrigger create) {
    Table table = Known.table(catalog, create.table()).orElse(null);
    if (table == null) return;
    Trigger trigger =
        new Trigger(
            create.name(),
            function(create.function()),
            create.timing(),
            create.events(),
            create.updateOf(),
            create.forEachRow(),
            'O',
            definition(create, table.name()));
    put(table.name(), trigger);
  }

  private QualifiedName function(QualifiedName written) {
    List<Routine> found = catalog.routines(written);
    if (!found.isEmpty()) return found.getFirst().name();
    return written.schema() == null ? written.in(catalog.creationSchema()) : written;
  }

  private static String definition(Change.CreateTrigger create, QualifiedName table) {
    String columns =
        create.updateOf().isEmpty()
            ? ""
            : " OF "
                + String.join(", ", create.updateOf().stream().map(Identifier::quote).toList());
    return "CREATE "
        + (create.constraint() ? "CONSTRAINT " : "")
        + "TRIGGER "
        + Identifier.quote(create.name())
        + " "
        + create.timing()
        + " "
        + String.join(" OR ", create.events())
        + columns
        + " ON "
        + table.sql()
        + " FOR EACH "
        + (create.forEachRow() ? "ROW" : "STATEMENT")
        + " EXECUTE FUNCTION "
        + create.function().sql()
        + "()";
  }

  void put(QualifiedName name, Trigger trigger) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    catalog.put(table.edit().put(trigger).done());
    if (table.kind() != Table.Kind.PARTITIONED || !trigger.forEachRow()) return;
    catalog.children(table.name()).forEach(child -> put(child.name(), trigger));
  }

  void drop(QualifiedName name, String trigger) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    catalog.put(table.edit().withoutTriggers(it -> it.name().equals(trigger)).done());
    if (table.kind() != Table.Kind.PARTITIONED) return;
    catalog.children(table.name()).forEach(child -> drop(child.name(), trigger));
  }

  void rename(QualifiedName name, String trigger, String newName) {
    Table table = catalog.table(name).orElse(null);
    if (table == null) return;
    catalog.put(
        table
            .edit()
            .eachTrigger(it -> it.name().equals(trigger) ? it.withName(newName) : it)
            .done());
    if (table.kind() != Table.Kind.PARTITIONED) return;
    catalog.children(table.name()).forEach(child -> rename(child.name(), trigger, newName));
  }

  void enable(Table table, TableAction.SwitchTrigger change) {
    char enabled = change.enable() ? 'O' : 'D';
    catalog.put(
        table
            .edit()
            .eachTrigger(
                it ->
                    change.trigger() == null || change.trigger().equals(it.name())
                        ? it.withEnabled(enabled)
                        : it)
            .done());
    if (table.kind() != Table.Kind.PARTITIONED) return;
    catalog.children(table.name()).forEach(child -> enable(child, change));
  }
}
