package io.slipway.engine;

import io.slipway.plan.Decision;
import io.slipway.plan.LockNeed;
import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Phase;
import io.slipway.plan.Plan;
import io.slipway.plan.Probe;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import java.util.List;

/** Plans as the planner would write them, by hand: retyping orders.total from int to bigint. */
public final class PlanFixtures {
  static final QualifiedName ORDERS = QualifiedName.of("public", "orders");

  private PlanFixtures() {}

  public static final String SCHEMA =
      """
      CREATE TABLE orders (
        id int PRIMARY KEY, total int NOT NULL, note text, version int NOT NULL DEFAULT 0)""";

  public static String rows(int count) {
    return "INSERT INTO orders SELECT g, g %% 1000, 'n' FROM generate_series(1, %d) g"
        .formatted(count);
  }

  /** Every step kind, three phases, a gate. */
  public static Plan retype() {
    return plan(
        "7",
        new Phase("expand", "new column, kept in step", List.of(addColumn(), syncTrigger())),
        new Phase(
            "migrate", "fill it, index it", List.of(backfill(true), index(), check(), gate())),
        new Phase("contract", "swap the names", List.of(swap())));
  }

  public static Plan plan(String migration, Phase... phases) {
    return new Plan(
        migration,
        "V" + migration + "__orders_total.sql",
        "checksum-" + migration,
        180000,
        List.of(new Decision(0, 1, "ALTER TABLE orders …", "dual-write", "it rewrites")),
        List.of("cached plans"),
        List.of(phases));
  }

  public static Plan single(String migration, Step... steps) {
    return plan(migration, new Phase("expand", "one thing", List.of(steps)));
  }

  public static Step.Ddl ddl(String id, LockMode mode, String sql, String... undo) {
    return new Step.Ddl(
        id,
        sql,
        List.of(sql),
        List.of(new LockNeed(ORDERS, mode)),
        Mode.IN_TRANSACTION,
        Patience.BRIEF,
        false,
        new Probe.Journal(),
        undo.length == 0 ? new Undo.Nothing() : undo(mode, undo));
  }

  static Undo undo(LockMode mode, String... sql) {
    return new Undo.Sql(
        List.of(sql), List.of(new LockNeed(ORDERS, mode)), Mode.IN_TRANSACTION, null);
  }

  static Step.Ddl addColumn() {
    return ddl(
        "1-expand-1",
        LockMode.ACCESS_EXCLUSIVE,
        "ALTER TABLE orders ADD COLUMN total_new bigint",
        "ALTER TABLE orders DROP COLUMN IF EXISTS total_new");
  }

  static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION orders_sync() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.total_new := NEW.total; RETURN NEW; END $$""";
  static final String TRIGGER =
      """
      CREATE TRIGGER zzz_orders_sync BEFORE INSERT OR UPDATE ON orders
      FOR EACH ROW EXECUTE FUNCTION orders_sync()""";

  static Step.Ddl syncTrigger() {
    return new Step.Ddl(
        "1-expand-2",
        "keep orders.total_new in step",
        List.of(FUNCTION, TRIGGER),
        List.of(new LockNeed(ORDERS, LockMode.SHARE_ROW_EXCLUSIVE)),
        Mode.IN_TRANSACTION,
        Patience.BRIEF,
        false,
        new Probe.Journal(),
        undo(
            LockMode.ACCESS_EXCLUSIVE,
            "DROP TRIGGER IF EXISTS zzz_orders_sync ON orders",
            "DROP FUNCTION IF EXISTS orders_sync()"));
  }

  static Step.Backfill backfill(boolean isStrided) {
    return backfill(List.of("id"), isStrided, Step.BackfillOptions.DEFAULT);
  }

  public static Step.Backfill backfill(
      List<String> key, boolean isStrided, Step.BackfillOptions options) {
    return new Step.Backfill(
        "1-migrate-1",
        "fill orders.total_new",
        ORDERS,
        key,
        new Step.RowAction.Update("total_new = total"),
        "total_new IS DISTINCT FROM total",
        isStrided,
        false,
        options,
        new Undo.Nothing());
  }

  static Step.Ddl index() {
    return new Step.Ddl(
        "1-migrate-2",
        "index orders.total_new",
        List.of("CREATE INDEX CONCURRENTLY orders_total_new_idx ON orders (total_new)"),
        List.of(new LockNeed(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
        Mode.ALONE,
        Patience.WATCHED,
        false,
        new Probe.Catalog(
            """
            SELECT CASE WHEN i.indexrelid IS NULL THEN 'absent'
                        WHEN i.indisvalid AND i.indisready THEN 'present' ELSE 'half' END
              FROM (SELECT to_regclass('public.orders_total_new_idx') AS oid) o
              LEFT JOIN pg_index i ON i.indexrelid = o.oid""",
            List.of("DROP INDEX CONCURRENTLY IF EXISTS public.orders_total_new_idx")),
        new Undo.Sql(
            List.of("DROP INDEX CONCURRENTLY IF EXISTS public.orders_total_new_idx"),
            List.of(),
            Mode.ALONE,
            null));
  }

  static Step.Verify check() {
    return new Step.Verify(
        "1-migrate-3",
        "orders.total_new equals orders.total",
        "SELECT id FROM orders WHERE total_new IS DISTINCT FROM total",
        "Every row was filled, and the trigger keeps new ones in step.");
  }

  static Step.Gate gate() {
    return new Step.Gate("1-migrate-4", "application 2.0", "2.0", "reads numbers as bigint");
  }

  static Step.Ddl swap() {
    return new Step.Ddl(
        "1-contract-1",
        "swap orders.total and orders.total_new",
        List.of(
            "DROP TRIGGER zzz_orders_sync ON orders",
            "DROP FUNCTION orders_sync()",
            "ALTER TABLE orders RENAME COLUMN total TO total_old",
            "ALTER TABLE orders RENAME COLUMN total_new TO total",
            "ALTER TABLE orders ALTER COLUMN total_old DROP NOT NULL"),
        List.of(new LockNeed(ORDERS, LockMode.ACCESS_EXCLUSIVE)),
        Mode.IN_TRANSACTION,
        Patience.BRIEF,
        true,
        new Probe.Journal(),
        undo(
            LockMode.ACCESS_EXCLUSIVE,
            """
            DO $do$ BEGIN
              IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'orders'::regclass
                         AND attname = 'total_old' AND NOT attisdropped) THEN
                UPDATE orders SET total_old = total WHERE total_old IS NULL;
                ALTER TABLE orders ALTER COLUMN total_old SET NOT NULL;
                ALTER TABLE orders RENAME COLUMN total TO total_new;
                ALTER TABLE orders RENAME COLUMN total_old TO total;
              END IF;
            END $do$""",
            FUNCTION,
            "DROP TRIGGER IF EXISTS zzz_orders_sync ON orders",
            TRIGGER));
  }

  /** The table's columns and triggers and indexes, as text: what a rollback must bring back. */
  public static final String SHAPE =
      """
      SELECT coalesce((SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod)
                                || CASE WHEN attnotnull THEN ' not null' ELSE '' END, ', '
                                ORDER BY attname)
                         FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum > 0
                          AND NOT attisdropped), '')
          || ' / ' || coalesce((SELECT string_agg(tgname, ', ' ORDER BY tgname) FROM pg_trigger
                         WHERE tgrelid = 'orders'::regclass), '')
          || ' / ' || coalesce((SELECT string_agg(indexrelid::regclass::text
                                || CASE WHEN indisvalid THEN '' ELSE ' invalid' END, ', '
                                ORDER BY 1) FROM pg_index
                         WHERE indrelid = 'orders'::regclass), '')""";
}
