package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.plan.Removal;
import io.slipway.plan.Step;
import io.slipway.sql.Change;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import java.util.List;

/**
 * Renames a table in one short transaction with a view under the old name, which the running
 * application reads and writes until the next version is everywhere.
 */
final class TableRenamed {
  private TableRenamed() {}

  static Proposal proposal(StatementContext context, Change.Rename rename) {
    Table table = context.table(rename.object());
    QualifiedName renamed = table.name().sibling(rename.newName());
    if (context.before().table(renamed).isPresent()) {
      throw Refusal.of(
          Refusal.NAME_TAKEN,
          context.piece(),
          "the name " + renamed + " is taken",
          "Choose another name for " + table.name() + ".");
    }
    Step gate =
        Gates.deployed(
            context,
            "every running version must use " + renamed + " instead of " + table.name(),
            new Removal(table.name(), null));
    return new Proposal(
        "the running application knows the table as %s: a view of that name stands in for it until the next version is everywhere"
            .formatted(table.name()),
        List.of(rename(context, table, renamed)),
        List.of(),
        List.of(gate, dropView(context, table, renamed)),
        List.of(
            "%s becomes a view for a while: SELECT, INSERT, UPDATE, DELETE and ON CONFLICT go through it; COPY … FROM and TRUNCATE do not."
                .formatted(table.name())));
  }

  private static Step rename(StatementContext context, Table table, QualifiedName renamed) {
    return Drafts.brief(
        "rename " + table.name() + " to " + renamed.name() + ", with a view under the old name",
        Drafts.undo(
            "DROP VIEW IF EXISTS " + table.name().sql(),
            "ALTER TABLE IF EXISTS "
                + renamed.sql()
                + " RENAME TO "
                + Identifier.quote(table.name().name())),
        "ALTER TABLE " + table.name().sql() + " RENAME TO " + Identifier.quote(renamed.name()),
        createView(context, table, renamed),
        grants(table, renamed));
  }

  /** With the rights of whoever asks where the server can: 15. */
  private static String createView(StatementContext context, Table table, QualifiedName renamed) {
    String options = context.server().atLeast(15) ? " WITH (security_invoker = true)" : "";
    return "CREATE VIEW " + table.name().sql() + options + " AS SELECT * FROM " + renamed.sql();
  }

  /** Who may do what with the table may do it with the view. */
  private static String grants(Table table, QualifiedName renamed) {
    return """
        DO $slipway$
        DECLARE g record;
        BEGIN
          FOR g IN SELECT acl.grantee, acl.privilege_type, acl.is_grantable
            FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) AS acl
            WHERE c.oid = %s::regclass AND acl.grantee <> c.relowner
              AND acl.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
          LOOP
            EXECUTE format('GRANT %%s ON %%s TO %%s%%s', g.privilege_type, %s,
              CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END,
              CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
          END LOOP;
        END $slipway$"""
        .formatted(Identifier.literal(renamed.sql()), Identifier.literal(table.name().sql()));
  }

  private static Step dropView(StatementContext context, Table table, QualifiedName renamed) {
    return Drafts.brief(
        "drop the view " + table.name(),
        Drafts.undo(
            createView(context, table, renamed)
                .replaceFirst("CREATE VIEW", "CREATE OR REPLACE VIEW"),
            grants(table, renamed)),
        "DROP VIEW IF EXISTS " + table.name().sql());
  }
}
