package io.slipway.plan.strategies;

import io.slipway.catalog.Catalog;
import io.slipway.sql.QualifiedName;
import java.util.List;

/** The trigger that keeps a column and its twin in step. */
record SyncTrigger(Twin twin, RowTrigger trigger) {
  static SyncTrigger of(Twin twin, Catalog catalog) {
    return new SyncTrigger(
        twin, RowTrigger.of(twin.table(), twin.old().name(), catalog, twin.written()));
  }

  QualifiedName function() {
    return trigger.function();
  }

  List<String> create() {
    return trigger.create(body());
  }

  List<String> drop() {
    return trigger.drop();
  }

  private String body() {
    if (twin.renames()) return bothWays();
    return twin.alwaysConverts() ? "  " + assignment() : guarded();
  }

  private String assignment() {
    return "NEW." + twin.sql() + " := " + twin.valueInTrigger() + ";";
  }

  /** A value that does not convert must not fail the application: the twin stays NULL. */
  private String guarded() {
    return """
          BEGIN
            %s
          EXCEPTION WHEN %s THEN
            NEW.%s := NULL;
          END;"""
        .formatted(assignment(), RowTrigger.UNFIT, twin.sql())
        .indent(2)
        .stripTrailing();
  }

  /**
   * The side that was written wins; the new one where both were. A row nobody wrote either side of
   * is put in step as well.
   */
  private String bothWays() {
    String changed =
        Sameness.differ(twin.type(), twin.collation(), "NEW." + twin.sql(), "OLD." + twin.sql());
    return """
          IF TG_OP = 'INSERT' THEN
            IF NEW.%1$s IS NULL THEN
              NEW.%1$s := NEW.%2$s;
            ELSE
              NEW.%2$s := NEW.%1$s;
            END IF;
          ELSIF %3$s THEN
            NEW.%2$s := NEW.%1$s;
          ELSE
            NEW.%1$s := NEW.%2$s;
          END IF;"""
        .formatted(twin.sql(), twin.oldSql(), changed)
        .indent(2)
        .stripTrailing();
  }
}
