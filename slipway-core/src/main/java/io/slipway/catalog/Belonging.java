package io.slipway.catalog;

import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;

/**
 * Something a table has that is no column, constraint, index or trigger of it: options, grants,
 * policies, publications, statistics. As the statement that gives it to a table.
 *
 * @param name in its own namespace: of the policy, the publication, the statistics object
 * @param before the statement up to the table's name
 * @param after the rest of it
 */
public record Belonging(Kind kind, String name, String before, String after) {
  public enum Kind {
    /** How rows are stored; has to be there before the first one is. */
    STORAGE,
    /** Grants, comments, identities: can be given any time and again. */
    GIVEN,
    /** A privilege on one column, which {@code name} names. */
    COLUMN_GRANT,
    POLICY,
    PUBLICATION,
    STATISTICS,
    /** Cannot be given to another table; {@code after} says what it is, for people. */
    BOUND
  }

  public String sql(QualifiedName table) {
    return before + table.sql() + after;
  }

  /**
   * A {@link Kind#COLUMN_GRANT} on another column of the same table.
   *
   * @param column quoted
   */
  public String onColumn(QualifiedName table, String column) {
    String written = "(" + Identifier.quote(name) + ") ON ";
    if (!before.endsWith(written)) throw new IllegalStateException("no column grant: " + before);
    String privilege = before.substring(0, before.length() - written.length());
    return privilege + "(" + column + ") ON " + table.sql() + after;
  }
}
