package io.slipway.analysis.locks;

import io.slipway.sql.QualifiedName;
import java.util.Locale;

/** Names inside string constants, as {@code regclass} reads them. */
final class Names {
  private Names() {}

  static QualifiedName parse(String text) {
    int dot = text.startsWith("\"") ? text.indexOf("\".") + 1 : text.indexOf('.');
    if (dot <= 0) return QualifiedName.of(part(text));
    return new QualifiedName(part(text.substring(0, dot)), part(text.substring(dot + 1)));
  }

  private static String part(String text) {
    String stripped = text.strip();
    if (stripped.length() < 2 || !stripped.startsWith("\"")) {
      return stripped.toLowerCase(Locale.ROOT);
    }
    return stripped.substring(1, stripped.length() - 1).replace("\"\"", "\"");
  }
}
