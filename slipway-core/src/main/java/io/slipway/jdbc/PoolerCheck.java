package io.slipway.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tells whether a pooler hands one server session to several clients, as PgBouncer does in
 * transaction mode: advisory locks and settings would then belong to nobody.
 *
 * <p>Decided, not guessed: a setting is left on our server session, which is free again at once; a
 * pooler that shares sessions gives it to the next client that begins a transaction, or gives us
 * another one meanwhile.
 */
final class PoolerCheck {
  private static final int OTHERS = 3;

  private PoolerCheck() {}

  static boolean sharesSessions(Database database, Sql sql) {
    String mark = UUID.randomUUID().toString();
    sql.query("SELECT set_config('slipway.mark', ?, false)", row -> true, mark);
    List<Sql> others = new ArrayList<>();
    try {
      for (int i = 0; i < OTHERS; i++) {
        Sql other = database.connect("-", "check");
        others.add(other);
        other.begin();
        if (marked(other, mark) || !marked(sql, mark)) return true;
      }
      return false;
    } finally {
      others.forEach(Sql::rollback);
      others.forEach(Sql::close);
    }
  }

  private static boolean marked(Sql sql, String mark) {
    return sql.one(
        "SELECT coalesce(current_setting('slipway.mark', true), '') = ?", row -> row.flag(1), mark);
  }
}
