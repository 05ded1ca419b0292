package io.slipway.jdbc;

/**
 * The SQL that reads a catalog: every statement of the one round trip, in the order the reader
 * takes their results. Runs under an empty {@code search_path}, so that every name it prints is
 * qualified.
 */
final class CatalogQueries {
  private static final String USER_SCHEMA =
      "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

  /** {@code bytes}: the pages of the last ANALYZE, and only where there was none a look at disk. */
  static final String RELATIONS =
      """
      select c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity,
             c.relreplident, pg_get_userbyid(c.relowner), c.reltuples::bigint,
             case when c.relkind not in ('r', 'm') then -1
                  when c.relpages > 0
                  then (c.relpages::bigint + coalesce(toast.relpages, 0))
                       * current_setting('block_size')::bigint
                  else pg_table_size(c.oid) end,
             up.parents, case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end,
             case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end, d.description
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_class toast on toast.oid = c.reltoastrelid
        left join (select inhrelid, array_to_string(array_agg(inhparent order by inhseqno), ' ')
                     from pg_inherits group by inhrelid) up(relation, parents)
               on up.relation = c.oid
        left join pg_description d
               on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
       where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and
      """
          + USER_SCHEMA
          + " order by c.oid";

  static final String COLUMNS =
      """
      select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
             a.attidentity, a.attgenerated, pg_get_expr(def.adbin, def.adrelid),
             case when a.attcollation <> t.typcollation then quote_ident(co.collname) end,
             owned.sequence, d.description
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid
        left join pg_attrdef def on def.adrelid = a.attrelid and def.adnum = a.attnum
        left join pg_collation co on co.oid = a.attcollation
        left join (select dep.refobjid, dep.refobjsubid, min(dep.objid)
                     from pg_depend dep join pg_class s on s.oid = dep.objid and s.relkind = 'S'
                    where dep.classid = 'pg_class'::regclass
                      and dep.refclassid = 'pg_class'::regclass and dep.deptype in ('a', 'i')
                    group by 1, 2) owned(relation, attnum, sequence)
               on owned.relation = a.attrelid and owned.attnum = a.attnum
        left join pg_description d on d.objoid = a.attrelid
              and d.classoid = 'pg_class'::regclass and d.objsubid = a.attnum
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped and
      """
          + USER_SCHEMA
          + " order by a.attrelid, a.attnum";

  /**
   * A foreign key to a partitioned table has a row for every partition there; only the one the user
   * made counts.
   */
  private static final String CONSTRAINTS =
      """
      select con.conrelid, con.conname, con.contype, array_to_string(con.conkey, ' '),
             con.confrelid, array_to_string(con.confkey, ' '), i.relname, con.convalidated,
             %s, con.condeferrable, pg_get_constraintdef(con.oid),
             case when con.contype = 'c' then pg_get_expr(con.conbin, con.conrelid) end,
             d.description
        from pg_constraint con
        join pg_class c on c.oid = con.conrelid
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_class i on i.oid = con.conindid and con.contype in ('p', 'u', 'x')
        left join pg_constraint up on up.oid = con.conparentid
        left join pg_description d
               on d.objoid = con.oid and d.classoid = 'pg_constraint'::regclass
       where con.contype in ('c', 'f', 'p', 'u', 'x', 'n')
         and up.conrelid is distinct from con.conrelid and
      """
          + USER_SCHEMA
          + " order by con.conrelid, con.oid";

  private static final String INDEXES =
      """
      select i.indexrelid, ic.relname, i.indrelid, i.indisunique, i.indisprimary,
             i.indisvalid and i.indisready, %s, am.amname, i.indnkeyatts, i.indkey::text,
             i.indoption::text, pg_get_expr(i.indpred, i.indrelid), con.conname, up.inhparent,
             pg_get_indexdef(i.indexrelid), d.description
        from pg_index i
        join pg_class ic on ic.oid = i.indexrelid
        join pg_am am on am.oid = ic.relam
        join pg_namespace n on n.oid = ic.relnamespace
        left join pg_constraint con
               on con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x')
        left join pg_inherits up on up.inhrelid = i.indexrelid
        left join pg_description d on d.objoid = i.indexrelid
              and d.classoid = 'pg_class'::regclass and d.objsubid = 0
       where
      """
          + USER_SCHEMA
          + " order by i.indexrelid";

  /** Index keys that are more than a column under its type's own operators and collation. */
  static final String INDEX_KEYS =
      """
      select i.indexrelid, k.position,
             case when k.attnum = 0 then pg_get_indexdef(i.indexrelid, k.position::int, true) end,
             case when not op.opcdefault then quote_ident(op.opcname) end,
             case when k.under <> 0 and k.under is distinct from a.attcollation
                       and (k.attnum <> 0 or co.collname <> 'default')
                  then quote_ident(co.collname) end
        from pg_index i
        join pg_class ic on ic.oid = i.indexrelid
        join pg_namespace n on n.oid = ic.relnamespace
       cross join lateral unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[])
             with ordinality k(attnum, opclass, under, position)
        join pg_opclass op on op.oid = k.opclass
        left join pg_collation co on co.oid = k.under
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where (k.attnum = 0 or not op.opcdefault
              or k.under <> 0 and k.under is distinct from a.attcollation) and
      """
          + USER_SCHEMA
          + " order by 1, 2";

  /** Until 14 a partition's copy of a row trigger is marked internal. */
  static final String TRIGGERS =
      """
      select t.tgrelid, t.tgname, fn.nspname, p.proname, t.tgtype, t.tgattr::text, t.tgenabled,
             pg_get_triggerdef(t.oid)
        from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_proc p on p.oid = t.tgfoid
        join pg_namespace fn on fn.oid = p.pronamespace
       where (not t.tgisinternal or t.tgparentid <> 0 and t.tgconstraint = 0) and
      """
          + USER_SCHEMA
          + " order by t.tgrelid, t.tgname";

  /** One row for each column a view depends on; attnum 0 is the relation as a whole. */
  static final String VIEWS =
      """
      select c.oid, c.relkind = 'm', uses.relation, uses.attnum, pg_get_viewdef(c.oid)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join (select distinct r.ev_class, dep.refobjid, dep.refobjsubid
                     from pg_rewrite r join pg_depend dep
                       on dep.classid = 'pg_rewrite'::regclass and dep.objid = r.oid
                      and dep.refclassid = 'pg_class'::regclass and dep.refobjid <> r.ev_class)
                  uses(view, relation, attnum) on uses.view = c.oid
       where c.relkind in ('v', 'm') and
      """
          + USER_SCHEMA
          + " order by c.oid, uses.relation, uses.attnum";

  /** Multiranges and array types, which come along with another type, are left out. */
  static final String TYPES =
      """
      select n.nspname, t.typname, t.typtype,
             (select array_agg(e.enumlabel::text order by e.enumsortorder)
                from pg_enum e where e.enumtypid = t.oid),
             case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
             t.typnotnull, t.typdefault is not null,
             (select array_agg(con.conname::text order by con.oid) from pg_constraint con
               where con.contypid = t.oid and con.contype = 'c'),
             (select array_agg(pg_get_constraintdef(con.oid) order by con.oid)
                from pg_constraint con where con.contypid = t.oid and con.contype = 'c')
        from pg_type t
        join pg_namespace n on n.oid = t.typnamespace
        left join pg_class c on c.oid = t.typrelid
       where (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and c.relkind = 'c'
              or t.typtype = 'b' and t.typcategory <> 'A') and
      """
          + USER_SCHEMA
          + " order by t.oid";

  /** Constructors that came along with a range type are left out. */
  static final String ROUTINES =
      """
      select n.nspname, p.proname,
             array(select format_type(it.type, null)
                     from unnest(p.proargtypes::oid[]) with ordinality it(type, position)
                    order by it.position),
             l.lanname, p.provolatile,
             case when l.lanname not in ('c', 'internal')
                  then coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) end,
             p.prorettype = 'trigger'::regtype
        from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        join pg_language l on l.oid = p.prolang
       where p.prokind in ('f', 'p')
         and not exists (select from pg_depend dep
                          where dep.classid = 'pg_proc'::regclass and dep.objid = p.oid
                            and dep.deptype = 'i')
         and
      """
          + USER_SCHEMA
          + " order by p.oid";

  static final String POLICIES =
      """
      select p.polrelid, p.polname,
             array(select distinct a.attname::text
                     from pg_depend dep join pg_attribute a
                       on a.attrelid = dep.refobjid and a.attnum = dep.refobjsubid
                    where dep.classid = 'pg_policy'::regclass and dep.objid = p.oid
                      and dep.refclassid = 'pg_class'::regclass and dep.refobjid = p.polrelid
                      and dep.refobjsubid > 0)
        from pg_policy p
        join pg_class c on c.oid = p.polrelid
        join pg_namespace n on n.oid = c.relnamespace
       where
      """
          + USER_SCHEMA
          + " order by p.polrelid, p.polname";

  private CatalogQueries() {}

  static String constraints(int major) {
    return CONSTRAINTS.formatted(major >= 18 ? "con.conenforced" : "true");
  }

  static String indexes(int major) {
    return INDEXES.formatted(major >= 15 ? "i.indnullsnotdistinct" : "false");
  }
}
