package io.slipway.verify;

import io.slipway.jdbc.Row;
import io.slipway.jdbc.Sql;
import java.util.ArrayList;
import java.util.List;

/** Runs a query for violations in a read-only transaction. */
public final class Verifier {
  /** Enough to see the pattern. */
  private static final int SHOWN = 20;

  private Verifier() {}

  /**
   * The first violations, each as {@code id=7, email=null}; empty: the data is as it must be.
   *
   * @param query without side effects and without LIMIT
   */
  public static List<String> violations(Sql sql, String query) {
    sql.begin();
    try {
      sql.execute("SET TRANSACTION READ ONLY");
      return sql.rows(
          "SELECT * FROM ("
              + query.strip().replaceFirst(";\\s*$", "")
              + "\n) AS violation LIMIT "
              + (SHOWN + 1),
          Verifier::keys);
    } finally {
      sql.rollback();
    }
  }

  private static String keys(Row row) {
    List<String> keys = new ArrayList<>();
    for (int i = 1; i <= row.columns(); i++) {
      keys.add(row.columnName(i) + "=" + row.textOrNull(i));
    }
    return String.join(", ", keys);
  }
}
