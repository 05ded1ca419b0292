package io.slipway.catalog;

import io.slipway.sql.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Transactions and the search path. */
final class Sessions {
  private final Catalog catalog;

  Sessions(Catalog catalog) {
    this.catalog = catalog;
  }

  void apply(Change.Transaction transaction) {
    String command = transaction.command().toUpperCase(Locale.ROOT);
    String name =
        command.replaceFirst(
            "^(?:SAVEPOINT|RELEASE(?: SAVEPOINT)?|ROLLBACK TO(?: SAVEPOINT)?) ?", "");
    if (command.startsWith("BEGIN") || command.startsWith("START")) catalog.begin();
    else if (command.startsWith("ROLLBACK TO")) catalog.rollbackTo(name);
    else if (command.startsWith("ROLLBACK PREPARED") || command.startsWith("COMMIT PREPARED")) {
      return; // a transaction of another session
    } else if (command.startsWith("ROLLBACK") || command.startsWith("ABORT")) catalog.rollback();
    else if (command.startsWith("COMMIT") || command.startsWith("END")) catalog.commit();
    else if (command.startsWith("PREPARE")) catalog.commit();
    else if (command.startsWith("SAVEPOINT")) catalog.savepoint(name);
    else if (command.startsWith("RELEASE")) catalog.release(name);
  }

  void apply(Change.SetVariable set) {
    if (!set.name().equalsIgnoreCase("search_path")) return;
    searchPath(set.value(), set.local());
  }

  /** {@code select set_config('search_path', '', false)}, as pg_dump writes it. */
  void apply(Change.Query query) {
    boolean sets = query.functions().stream().anyMatch(it -> it.name().equals("set_config"));
    List<String> literals = query.literals();
    if (!sets || literals.size() < 2 || !literals.getFirst().equals("search_path")) return;
    searchPath(literals.get(1), false);
  }

  private void searchPath(@Nullable String value, boolean local) {
    catalog.setSearchPath(value == null ? null : schemas(value), local);
  }

  /** The parser gives the names folded and unquoted, with commas between. */
  private static List<String> schemas(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(schema -> !schema.isEmpty() && !schema.equals("$user"))
        .toList();
  }
}
