package io.slipway.catalog;

import io.slipway.sql.Expression;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names PostgreSQL chooses where a statement leaves it the choice: {@code t_a_key}, {@code
 * t_a_fkey1}. Later statements use them, so a wrong guess loses the object.
 */
final class DefaultNames {
  private static final int LONGEST = 63;
  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_.]*)\\s*\\(.*\\)\\s*");
  private static final Pattern CAST =
      Pattern.compile("\\(?\\(?([a-z_][a-z0-9_]*)\\)?::[a-z_ ]+(?:\\([0-9, ]*\\))?\\)?");

  private final Catalog catalog;
  private final String schema;

  private DefaultNames(Catalog catalog, String schema) {
    this.catalog = catalog;
    this.schema = schema;
  }

  static DefaultNames in(Catalog catalog, QualifiedName table) {
    String schema = table.schema();
    return new DefaultNames(catalog, schema == null ? catalog.creationSchema() : schema);
  }

  /** A name for a sequence or an index no constraint owns. */
  String relation(String table, @Nullable String columns, String label) {
    return free(table, columns, label, it -> catalog.hasRelation(it));
  }

  /** A name for an index that a constraint owns, which bears the same. */
  String indexConstraint(String table, @Nullable String columns, String label) {
    return free(table, columns, label, it -> catalog.hasRelation(it) || catalog.hasConstraint(it));
  }

  /** A name for CHECK, FOREIGN KEY, NOT NULL; unique in the schema, not only on its table. */
  String constraint(String table, @Nullable String columns, String label) {
    return free(table, columns, label, catalog::hasConstraint);
  }

  private String free(
      String table, @Nullable String columns, String label, Predicate<QualifiedName> taken) {
    for (int pass = 0; ; pass++) {
      String name = compose(table, columns, pass == 0 ? label : label + pass);
      if (!taken.test(QualifiedName.of(schema, name))) return name;
    }
  }

  /** {@code makeObjectName}: the longer part gives way until all fits into 63 bytes. */
  static String compose(String table, @Nullable String columns, String label) {
    int room = LONGEST - bytes(label) - 1 - (columns == null ? 0 : 1);
    int first = bytes(table);
    int second = columns == null ? 0 : bytes(columns);
    while (first + second > room) {
      if (first > second) first--;
      else second--;
    }
    String middle = columns == null ? "" : "_" + clip(columns, second);
    return clip(table, first) + middle + "_" + label;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String clip(String text, int bytes) {
    StringBuilder clipped = new StringBuilder();
    int used = 0;
    for (int codePoint : text.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      used += bytes(character);
      if (used > bytes) break;
      clipped.append(character);
    }
    return clipped.toString();
  }

  /** The middle part of an index name: its columns, INCLUDE too, each name once. */
  static String ofElements(List<IndexElement> elements, List<String> include) {
    List<String> names = new ArrayList<>();
    for (IndexElement element : elements) names.add(unused(names, nameOf(element)));
    for (String column : include) names.add(unused(names, column));
    return String.join("_", names);
  }

  private static String unused(List<String> names, String wanted) {
    String name = wanted;
    for (int i = 1; names.contains(name); i++) name = wanted + i;
    return name;
  }

  private static String nameOf(IndexElement element) {
    if (element.column() != null) return element.column();
    return element.expression() == null ? "expr" : figure(element.expression());
  }

  /** {@code FigureIndexColname}: a call gives its function's name, a cast its column's. */
  private static String figure(Expression expression) {
    String sql = expression.sql().strip().toLowerCase(Locale.ROOT);
    Matcher cast = CAST.matcher(sql);
    if (cast.matches()) return cast.group(1);
    Matcher call = CALL.matcher(sql);
    if (!call.matches() || !closesAtEnd(sql)) return "expr";
    String function = call.group(1);
    return function.substring(function.lastIndexOf('.') + 1);
  }

  /** {@code f(a) || g(b)} begins and ends like a call, and is none. */
  private static boolean closesAtEnd(String sql) {
    int depth = 0;
    for (int i = 0; i < sql.length(); i++) {
      if (sql.charAt(i) == '(') depth++;
      if (sql.charAt(i) == ')' && --depth == 0) return i == sql.length() - 1;
    }
    return false;
  }
}
