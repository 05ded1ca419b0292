package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.Step;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.List;

/** Questions to the server's own dependency catalog: it knows what ours does not. */
final class DependencyChecks {
  private DependencyChecks() {}

  /**
   * Views, policies, generated columns and publications with a column list on a column: what
   * neither a twin that takes its place nor its removal carries.
   */
  static Step nothingElseUses(Table table, String column) {
    return Drafts.verify(
        "nothing else depends on " + table.name() + "." + column,
        """
        SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS dependent
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = %s::regclass
          AND a.attname = %s
          AND d.classid IN ('pg_rewrite'::regclass, 'pg_policy'::regclass,
            'pg_publication_rel'::regclass, 'pg_trigger'::regclass)
          AND NOT (d.classid = 'pg_trigger'::regclass AND EXISTS
            (SELECT FROM pg_catalog.pg_trigger t WHERE t.oid = d.objid AND t.tgisinternal))\
        """
            .formatted(literal(table.name()), Identifier.literal(column)),
        "Drop or replace these first: they were not known when the plan was made.");
  }

  /** Trigger functions that would fail on the next row once the column is gone. */
  static Step noTriggerNames(Table table, String column, String exceptFunction) {
    return Drafts.verify(
        "no trigger function of " + table.name() + " names " + column,
        """
        SELECT t.tgname AS trigger, t.tgfoid::regprocedure AS function
        FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal AND p.proname <> %s
          AND p.prosrc ~* %s\
        """
            .formatted(
                literal(table.name()),
                Identifier.literal(exceptFunction),
                Identifier.literal("\\y" + pattern(column) + "\\y")),
        "Replace these functions first: they would fail on every row once the column is gone.");
  }

  /**
   * What somebody made on a twin while both names were there: it goes with the twin, for the column
   * itself takes the name.
   *
   * @param ours the indexes made for it
   */
  static Step nothingOfOthersOn(Table table, String twin, List<String> ours) {
    String known = String.join(", ", ours.stream().map(Identifier::literal).toList());
    return Drafts.verify(
        "nothing was made on " + table.name() + "." + twin + " meanwhile",
        """
        SELECT DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid) AS dependent
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = %s::regclass
          AND a.attname = %s%s\
        """
            .formatted(
                literal(table.name()),
                Identifier.literal(twin),
                ours.isEmpty()
                    ? ""
                    : """

                    AND NOT (d.classid = 'pg_class'::regclass AND EXISTS
                      (SELECT FROM pg_catalog.pg_class c WHERE c.oid = d.objid AND c.relname IN (%s)))\
                    """
                        .formatted(known)),
        "They would go with the second column. Drop them, and make them again when the rename is"
            + " complete.");
  }

  private static String pattern(String column) {
    return column.replaceAll("([^\\w])", "\\\\$1");
  }

  private static String literal(QualifiedName name) {
    return Identifier.literal(name.sql());
  }
}
