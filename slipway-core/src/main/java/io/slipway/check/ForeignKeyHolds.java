package io.slipway.check;

import io.slipway.sql.QualifiedName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Every row has its parent, whether or not a constraint says so. */
record ForeignKeyHolds(
    String table,
    List<String> columns,
    String parent,
    List<String> parentColumns,
    Severity severity)
    implements Check {
  static Check of(Options options) {
    List<String> columns = options.list("columns");
    if (columns.isEmpty()) throw options.wrong("CHECK-3", "needs the option columns", "Name them.");
    return new ForeignKeyHolds(
        options.required("table"),
        columns,
        options.required("parent"),
        options.list("parent-columns"),
        options.severity());
  }

  @Override
  public String name() {
    return "foreign-key-holds" + " " + table + "(" + String.join(", ", columns) + ") → " + parent;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Verdict look(Look at) {
    String limit = "a parent for every row";
    var search = new OrphanSearch(name(table), columns, name(parent), parentColumns);
    if (!search.possible(at.sql())) {
      return Verdict.fail("a table or column is not there", limit, "Correct the names.");
    }
    OrphanSearch.Found found = search.in(at.sql());
    if (found.rows() == 0) return Verdict.pass("no orphans", limit);
    return Verdict.fail(
            found.rows() + " rows without a parent", limit, "Add the parents, or: " + found.fix())
        .with(found.keys(), found.rows());
  }

  private static QualifiedName name(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) return QualifiedName.of(bare(text));
    return QualifiedName.of(bare(text.substring(0, dot)), bare(text.substring(dot + 1)));
  }

  private static String bare(String part) {
    return part.startsWith("\"") ? part.replace("\"", "") : part.toLowerCase(Locale.ROOT);
  }
}
