package io.slipway.plan;

import java.util.ArrayList;
import java.util.List;

/** Everything of a schema that has a name, as lines: two databases are alike if these are. */
public final class Shape {
  private static final String OURS = " and c.relname not like '\\_migration\\_%'";

  private static final String COLUMNS =
      """
      select 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
        case when a.attcollation <> t.typcollation then a.attcollation::regcollation end,
        pg_get_serial_sequence(quote_ident(c.relname), a.attname),
        a.attstorage, a.attcompression, nullif(a.attstattarget, -1), a.attoptions,
        (select array_agg(acl::text order by acl::text) from unnest(a.attacl) acl)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and a.attnum > 0 and not a.attisdropped\
      """
          + OURS;

  private static final String CONSTRAINTS =
      """
      select 'constraint', c.relname, n.conname, n.contype,
        -- of a foreign key to a partitioned table: 14 to 17 never validate its inner rows
        n.convalidated or n.contype = 'f' and up.conrelid = n.conrelid,
        n.condeferrable, n.condeferred, n.coninhcount,
        -- from 18 a partition's adopted primary key makes its NOT NULL its own as well
        n.conislocal and not (n.contype = 'n' and n.coninhcount > 0),
        regexp_replace(pg_get_constraintdef(n.oid), case when up.conrelid = n.conrelid
          then ' NOT VALID$' else '^$' end, '')
      from pg_constraint n join pg_class c on c.oid = n.conrelid
      left join pg_constraint up on up.oid = n.conparentid
      where c.relnamespace = 'public'::regnamespace and n.contype <> 't'\
      """
          + OURS;

  private static final String INDEXES =
      """
      select 'index', c.relname, i.indisvalid, i.indisprimary, i.indisunique, i.indisclustered,
        i.indisreplident, pg_get_indexdef(i.indexrelid),
        (select inhparent::regclass from pg_inherits where inhrelid = c.oid)
      from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace\
      """
          + OURS;

  private static final String RELATIONS =
      """
      select 'relation', c.relname, c.relkind, c.relispartition, c.relpersistence,
        c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloptions,
        c.relowner::regrole, c.reltablespace, pg_get_expr(c.relpartbound, c.oid),
        (select array_agg(acl::text order by acl::text) from unnest(
          coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char",
            c.relowner))) acl),
        case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
        (select row(s.seqstart, s.seqincrement, s.seqmin, s.seqcache, s.seqcycle) from pg_sequence s where s.seqrelid = c.oid)
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind not in ('i', 'I')\
      """
          + OURS;

  private static final String CODE =
      """
      select 'routine', p.oid::regprocedure::text, case p.prokind when 'a' then '' else
        pg_get_functiondef(p.oid) end, p.proacl::text from pg_proc p
      where p.pronamespace = 'public'::regnamespace
      union all
      select 'trigger', tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid), tgenabled::text
      from pg_trigger where not tgisinternal
      union all
      select 'rule', ev_class::regclass || ' ' || rulename, pg_get_ruledef(oid), ev_enabled::text
      from pg_rewrite where rulename <> '_RETURN'
        and ev_class in (select oid from pg_class where relnamespace = 'public'::regnamespace)
      union all
      select 'policy', polrelid::regclass || ' ' || polname, row(polcmd, polpermissive,
        polroles::regrole[], pg_get_expr(polqual, polrelid),
        pg_get_expr(polwithcheck, polrelid))::text, null from pg_policy
      union all
      select 'statistics', stxname::text, pg_get_statisticsobjdef(oid), nullif(stxstattarget, -1)::text
      from pg_statistic_ext where stxnamespace = 'public'::regnamespace\
      """;

  private static final String TYPES =
      """
      select 'type', t.typname, t.typtype, t.typnotnull, t.typdefault, t.typacl,
        (select array_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = t.oid),
        (select array_agg(conname || pg_get_constraintdef(oid) || convalidated order by conname)
          from pg_constraint where contypid = t.oid)
      from pg_type t where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')\
      """;

  private static final String COMMENTS =
      """
      select 'comment', pg_describe_object(classoid, objoid, objsubid), description
      from pg_description where objoid >= 16384
        and pg_describe_object(classoid, objoid, objsubid) !~ 'schema public|extension|_migration_'\
      """;

  private Shape() {}

  public static List<String> of(Session database) {
    List<String> lines = new ArrayList<>();
    for (String sql : List.of(RELATIONS, COLUMNS, CONSTRAINTS, INDEXES, CODE, TYPES, COMMENTS)) {
      lines.addAll(database.query(sql));
    }
    return lines.stream().sorted().toList();
  }

  /** The rows of every table, whatever the order of its columns. */
  public static List<String> rows(Session database) {
    List<String> tables =
        database.query(
            """
            select quote_ident(c.relname) from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'm')
              and c.relispopulated\
            """
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
