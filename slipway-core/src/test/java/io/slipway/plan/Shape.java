package io.slipway.plan;

import java.util.ArrayList;
import java.util.List;

/** Everything of a schema that has a name, as lines: two databases are alike if these are. */
final class Shape {
  private static final String OURS = " and c.relname not like '\\_migration\\_%'";

  private static final String COLUMNS =
      """
      select 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
        case when a.attcollation <> t.typcollation then a.attcollation::regcollation end,
        col_description(c.oid, a.attnum), pg_get_serial_sequence(quote_ident(c.relname), a.attname)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and a.attnum > 0 and not a.attisdropped"""
          + OURS;

  private static final String CONSTRAINTS =
      """
      select 'constraint', c.relname, n.conname, n.contype, n.convalidated,
        pg_get_constraintdef(n.oid), obj_description(n.oid, 'pg_constraint')
      from pg_constraint n join pg_class c on c.oid = n.conrelid
      where c.relnamespace = 'public'::regnamespace"""
          + OURS;

  private static final String INDEXES =
      """
      select 'index', c.relname, i.indisvalid, i.indisprimary, i.indisunique,
        pg_get_indexdef(i.indexrelid), obj_description(c.oid),
        (select inhparent::regclass from pg_inherits where inhrelid = c.oid)
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace"""
          + OURS;

  private static final String RELATIONS =
      """
      select 'relation', c.relname, c.relkind, c.relispartition,
        pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid)
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind <> 'i'"""
          + OURS;

  private static final String CODE =
      """
      select 'routine', p.oid::regprocedure::text from pg_proc p
      where p.pronamespace = 'public'::regnamespace
      union all
      select 'trigger', tgrelid::regclass || ' ' || tgname from pg_trigger where not tgisinternal
      union all
      select 'type', typname from pg_type t where typnamespace = 'public'::regnamespace
        and typtype in ('e', 'd')""";

  private Shape() {}

  static List<String> of(Session database) {
    List<String> lines = new ArrayList<>();
    for (String sql : List.of(RELATIONS, COLUMNS, CONSTRAINTS, INDEXES, CODE)) {
      lines.addAll(database.query(sql));
    }
    return lines.stream().sorted().toList();
  }

  /** The rows of every table, whatever the order of its columns. */
  static List<String> rows(Session database) {
    List<String> tables =
        database.query(
            """
            select quote_ident(c.relname) from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"""
                + OURS
                + " order by 1");
    List<String> lines = new ArrayList<>();
    for (String table : tables) {
      database
          .query("select to_jsonb(t)::text from " + table + " t order by 1")
          .forEach(row -> lines.add(table + " " + row));
    }
    return lines;
  }
}
