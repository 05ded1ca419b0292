package io.slipway.check;

import io.slipway.jdbc.Row;
import io.slipway.sql.QualifiedName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every row has the parent its foreign key names, also where the key is NOT VALID or was off. */
record ForeignKeysHold(Optional<String> schema, Severity severity) implements Check {
  private static final String KEYS =
      """
      SELECT n.nspname, t.relname, pn.nspname, p.relname,
             (SELECT array_agg(a.attname::text ORDER BY k.place)
                FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number),
             (SELECT array_agg(a.attname::text ORDER BY k.place)
                FROM unnest(c.confkey) WITH ORDINALITY AS k (number, place)
                JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number)
        FROM pg_constraint c
        JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_class p ON p.oid = c.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
       WHERE c.contype = 'f' AND c.conparentid = 0
         AND (? = '' OR t.relnamespace = to_regnamespace(nullif(?, '')))
         AND coalesce((to_jsonb(c) ->> 'conperiod')::bool, false) = false
         AND coalesce((to_jsonb(c) ->> 'conenforced')::bool, true)
       ORDER BY 1, 2, c.conname""";

  static Check of(Options options) {
    return new ForeignKeysHold(options.optional("schema"), options.severity());
  }

  @Override
  public String name() {
    return "foreign-keys-hold" + schema.map(it -> " in " + it).orElse("");
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Verdict look(Look at) {
    String in = schema.orElse("");
    List<OrphanSearch> keys = at.sql().query(KEYS, ForeignKeysHold::search, in, in);
    List<String> wrong = new ArrayList<>();
    long rows = 0;
    for (OrphanSearch key : keys) {
      OrphanSearch.Found found = key.in(at.sql());
      rows += found.rows();
      if (found.rows() > 0) wrong.add(found.line());
    }
    String limit = "a parent for every row of " + keys.size() + " foreign keys";
    if (rows == 0) return Verdict.pass("no orphans", limit);
    return Verdict.fail(
            rows + " rows without a parent", limit, "Add the parents, or run the statements.")
        .with(wrong, rows);
  }

  private static OrphanSearch search(Row row) {
    return new OrphanSearch(
        QualifiedName.of(row.text(1), row.text(2)),
        row.texts(5),
        QualifiedName.of(row.text(3), row.text(4)),
        row.texts(6));
  }
}
