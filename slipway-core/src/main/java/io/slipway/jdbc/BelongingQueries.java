package io.slipway.jdbc;

/** The SQL that reads {@link io.slipway.catalog.Belonging}s: kind, name, before, after. */
final class BelongingQueries {
  private static final String ALL =
      """
      with t as (
        select c.*, quote_ident(n.nspname) as schema
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'),
      acl as (
        select t.oid, null as attname, x.grantee, x.privilege_type, x.is_grantable
          from t, aclexplode(t.relacl) x where x.grantee <> t.relowner
        union all
        select t.oid, a.attname, x.grantee, x.privilege_type, x.is_grantable
          from t join pg_attribute a on a.attrelid = t.oid and not a.attisdropped,
               aclexplode(a.attacl) x)
      select t.oid, 'STORAGE' as kind, '' as name, 'ALTER TABLE ' as before,
             ' SET (' || array_to_string(reloptions, ', ') || ')' as after
        from t where reloptions is not null
      union all
      select c.oid, 'GIVEN', '', 'ALTER VIEW ', ' SET (' || array_to_string(c.reloptions, ', ') || ')'
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'v' and c.reloptions is not null
         and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      union all
      select t.oid, 'STORAGE', '', 'ALTER TABLE ', ' SET TABLESPACE ' || quote_ident(spcname)
        from t join pg_tablespace s on s.oid = t.reltablespace
      union all
      select t.oid, 'STORAGE', '', 'ALTER TABLE ',
             format(' ALTER COLUMN %1$I SET STATISTICS %2$s', a.attname, a.attstattarget)
        from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
       where coalesce(a.attstattarget, -1) >= 0
      union all
      select t.oid, 'STORAGE', '', 'ALTER TABLE ',
             format(' ALTER COLUMN %1$I SET (%2$s)', a.attname, array_to_string(a.attoptions, ', '))
        from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
       where a.attoptions is not null
      union all
      select acl.oid, case when attname is null then 'GIVEN' else 'COLUMN_GRANT' end, coalesce(attname, ''),
             'GRANT ' || privilege_type || coalesce(' (' || quote_ident(attname) || ')', '') || ' ON ',
             ' TO ' || case when grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(grantee)) end
               || case when is_grantable then ' WITH GRANT OPTION' else '' end
        from acl
      union all
      select oid, 'GIVEN', '', 'ALTER TABLE ', ' ENABLE ROW LEVEL SECURITY' from t where relrowsecurity
      union all
      select oid, 'GIVEN', '', 'ALTER TABLE ', ' REPLICA IDENTITY '
             || case relreplident when 'f' then 'FULL' when 'n' then 'NOTHING'
                else 'USING INDEX ' || (select quote_ident(i.relname) from pg_index x
                       join pg_class i on i.oid = x.indexrelid
                      where x.indrelid = t.oid and x.indisreplident) end
        from t where relreplident in ('f', 'n', 'i')
      union all
      select t.oid, 'GIVEN', '', 'ALTER TABLE ', ' CLUSTER ON ' || quote_ident(i.relname)
        from t join pg_index x on x.indrelid = t.oid and x.indisclustered
        join pg_class i on i.oid = x.indexrelid
      union all
      select t.oid, 'GIVEN', '', 'COMMENT ON TABLE ', ' IS ' || quote_literal(d.description)
        from t join pg_description d on d.objoid = t.oid and d.classoid = 'pg_class'::regclass
                                    and d.objsubid = 0
      union all
      select t.oid, 'GIVEN', '', format('COMMENT ON TRIGGER %I ON ', g.tgname),
             ' IS ' || quote_literal(d.description)
        from t join pg_trigger g on g.tgrelid = t.oid
        join pg_description d on d.objoid = g.oid and d.classoid = 'pg_trigger'::regclass
      union all
      select t.oid, 'POLICY', p.polname, format('CREATE POLICY %I ON ', p.polname),
             case when p.polpermissive then '' else ' AS RESTRICTIVE' end
             || ' FOR ' || case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT'
                  when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end
             || ' TO ' || (select string_agg(case when r = 0 then 'PUBLIC'
                                                  else quote_ident(pg_get_userbyid(r)) end, ', ')
                             from unnest(p.polroles) r)
             || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
             || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
        from t join pg_policy p on p.polrelid = t.oid
      union all
      select t.oid, 'PUBLICATION', p.pubname, format('ALTER PUBLICATION %I ADD TABLE ', p.pubname),
             $publication$
        from t join pg_publication_rel r on r.prrelid = t.oid
        join pg_publication p on p.oid = r.prpubid
      union all
      select t.oid, 'STATISTICS', x.stxname,
             regexp_replace(pg_get_statisticsobjdef(x.oid), ' FROM .*$', ' FROM '), ''
        from t join pg_statistic_ext x on x.stxrelid = t.oid
      union all
      select oid, 'BOUND', '', '', 'FORCE ROW LEVEL SECURITY, which hides rows from the copy'
        from t where relforcerowsecurity
      union all
      select oid, 'BOUND', '', '', 'being a table of type ' || reloftype::regtype from t where reloftype <> 0
      union all
      select distinct t.oid, 'BOUND', '', '',
             pg_describe_object(d.classid, d.objid, d.objsubid) || ', which uses its row type'
        from t join pg_type y on y.typrelid = t.oid
        join pg_depend d on d.refclassid = 'pg_type'::regclass
                        and d.refobjid in (y.oid, y.typarray) and d.deptype = 'n'
      union all
      select distinct t.oid, 'BOUND', '', '', 'rule ' || r.rulename
        from t join pg_rewrite r on r.ev_class = t.oid
      union all
      select distinct t.oid, 'BOUND', '', '', pg_describe_object(d.classid, d.objid, 0)
        from t join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid
                              and d.classid in ('pg_proc'::regclass, 'pg_policy'::regclass)
       where d.deptype = 'n'
         and not exists (select from pg_policy p where p.oid = d.objid and p.polrelid = t.oid)
      union all
      select t.oid, 'BOUND', '', '', 'extension ' || e.extname
        from t join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = t.oid
                              and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
        join pg_extension e on e.oid = d.refobjid
      union all
      select distinct t.oid, 'BOUND', '', '', 'security label of ' || l.provider
        from t join pg_seclabel l on l.classoid = 'pg_class'::regclass and l.objoid = t.oid
       order by 1, 2, 3, 4, 5\
      """;

  private static final String COLUMNS_AND_ROWS =
      """
      coalesce((select ' (' || string_agg(quote_ident(a.attname), ', ' order by a.attnum) || ')'
                  from pg_attribute a
                 where a.attrelid = t.oid and a.attnum = any (r.prattrs::int2[])), '')
             || coalesce(' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')', '')\
      """;

  private BelongingQueries() {}

  /** Column lists and row filters of publications came with 15. */
  static String all(int major) {
    return ALL.replace("$publication$", major >= 15 ? COLUMNS_AND_ROWS : "''");
  }
}
