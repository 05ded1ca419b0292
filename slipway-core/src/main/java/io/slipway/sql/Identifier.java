package io.slipway.sql;

/** Names as SQL writes them. The only place that quotes. */
public final class Identifier {
  private Identifier() {}

  /** Quoted where PostgreSQL would read the bare name as something else. */
  public static String quote(String name) {
    return bare(name) && !Keywords.needQuotes(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A string constant. */
  public static String literal(String value) {
    String quoted = "'" + value.replace("'", "''") + "'";
    return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  private static boolean bare(String name) {
    if (name.isEmpty() || name.charAt(0) >= '0' && name.charAt(0) <= '9') return false;
    return name.chars().allMatch(c -> c == '_' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
  }
}
