package io.slipway.catalog;

import io.slipway.sql.Expression;
import io.slipway.sql.IndexElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The elements of EXCLUDE, read from its text: {@code room WITH =, during WITH &&}. */
final class Exclusion {
  private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|(\\w+)");
  private static final Pattern WITH = Pattern.compile("(?i)\\s+with\\s+\\S+\\s*$");

  private Exclusion() {}

  static List<IndexElement> elements(String sql) {
    int open = sql.indexOf('(');
    if (open < 0) return List.of();
    return split(sql.substring(open + 1, closing(sql, open))).stream()
        .map(it -> element(WITH.matcher(it).replaceFirst("").strip()))
        .toList();
  }

  /** Comma-separated names. */
  static List<String> names(String list) {
    return split(list).stream().map(String::strip).map(Exclusion::name).toList();
  }

  private static IndexElement element(String text) {
    Matcher matcher = NAME.matcher(text);
    if (matcher.lookingAt() && !text.startsWith("(", matcher.end())) {
      return new IndexElement(name(text), null, null, null, false);
    }
    Expression expression =
        new Expression(text, List.of(), List.of(), List.of(), null, false, Set.of());
    return new IndexElement(null, expression, null, null, false);
  }

  private static String name(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.find()) return text;
    String quoted = matcher.group(1);
    return quoted == null ? matcher.group().toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\"");
  }

  private static int closing(String sql, int open) {
    int depth = 0;
    for (int i = open; i < sql.length(); i++) {
      if (sql.charAt(i) == '(') depth++;
      if (sql.charAt(i) == ')' && --depth == 0) return i;
    }
    return sql.length();
  }

  private static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '(') depth++;
      if (c == ')') depth--;
      if (c == ',' && depth == 0) {
        parts.add(list.substring(start, i));
        start = i + 1;
      }
    }
    if (!list.substring(start).isBlank()) parts.add(list.substring(start));
    return parts;
  }
}
