package io.slipway.state;

import io.slipway.jdbc.Sql;

/**
 * {@code _migration_blue_green}: which tables have a copy, how far it is, and which of the two the
 * application uses. A table's newest row is the one a run works on; what a run took back wholly has
 * no row.
 *
 * @param table the name the application knows
 */
public record BlueGreens(StateSchema schema, String table) {

  /** A copy is begun, or gone on with. */
  public void syncing(Sql sql, String green) {
    long changed =
        sql.update(
            """
            UPDATE %s SET sync_status = 'syncing', sync_completed_at = NULL WHERE %s AND switched_at IS NULL\
            """
                .formatted(rows(), isNewest()),
            table);
    if (changed > 0) return;
    sql.update(
        """
        INSERT INTO %s (table_name, blue_table, green_table, sync_status, sync_started_at)
        VALUES (?, ?, ?, 'syncing', clock_timestamp())\
        """
            .formatted(rows()),
        table,
        table,
        green);
  }

  /** Every row was compared. */
  public void synced(Sql sql) {
    sql.update(
        """
        UPDATE %s SET sync_status = 'synced', sync_completed_at = clock_timestamp() WHERE %s\
        """
            .formatted(rows(), isNewest()),
        table);
  }

  /** Before a switch: after it the two are kept alike whatever becomes of the run. */
  public void failed(Sql sql) {
    sql.update(
        "UPDATE %s SET sync_status = 'failed' WHERE %s AND current_active = 'blue'"
            .formatted(rows(), isNewest()),
        table);
  }

  /**
   * The green table has taken the name; to be called in the transaction in which it does.
   *
   * @param blue where the old table is now
   */
  public void green(Sql sql, String blue) {
    sql.update(
        """
        UPDATE %s SET current_active = 'green', sync_status = 'synced', switched_at = clock_timestamp(),
                      blue_table = ?, green_table = table_name
         WHERE %s\
        """
            .formatted(rows(), isNewest()),
        blue,
        table);
  }

  /**
   * The blue table is back; to be called in the transaction in which it comes.
   *
   * @param green where the new table is now
   */
  public void blue(Sql sql, String green) {
    sql.update(
        """
        UPDATE %s SET current_active = 'blue', sync_status = 'synced', switched_at = clock_timestamp(),
                      blue_table = table_name, green_table = ?
         WHERE %s\
        """
            .formatted(rows(), isNewest()),
        green,
        table);
  }

  /** The copy is taken back: there is only one table. */
  public void forget(Sql sql) {
    sql.update("DELETE FROM %s WHERE %s".formatted(rows(), isNewest()), table);
  }

  private String rows() {
    return schema.table("blue_green");
  }

  private String isNewest() {
    return "deployment_id = (SELECT max(deployment_id) FROM " + rows() + " WHERE table_name = ?)";
  }
}
