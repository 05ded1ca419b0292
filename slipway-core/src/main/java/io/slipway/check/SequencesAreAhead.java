package io.slipway.check;

import io.slipway.sql.Identifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The next number of a sequence is not in its column yet. */
record SequencesAreAhead(Optional<String> table, Severity severity) implements Check {
  static Check of(Options options) {
    return new SequencesAreAhead(options.optional("table"), options.severity());
  }

  @Override
  public String name() {
    return "sequences-are-ahead" + table.map(it -> " of " + it).orElse("");
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  private static final String OWNED =
      """
      SELECT s.oid::regclass::text, t.oid::regclass::text, quote_ident(a.attname), q.seqincrement
        FROM pg_depend d
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_sequence q ON q.seqrelid = s.oid
        JOIN pg_class t ON t.oid = d.refobjid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
       WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
         AND (? = '' OR t.oid = to_regclass(nullif(?, '')))
       ORDER BY 1""";

  private record Owned(String sequence, String table, String column, long increment) {}

  @Override
  public Verdict look(Look at) {
    String only = table.orElse("");
    List<Owned> all =
        at.sql()
            .query(
                OWNED,
                row -> new Owned(row.text(1), row.text(2), row.text(3), row.number(4)),
                only,
                only);
    List<String> behind = new ArrayList<>();
    for (Owned it : all) behind.addAll(at.sql().rows(behind(it), row -> row.text(1)));
    String limit = "the next of " + all.size() + " sequences is free";
    return Verdict.none(behind, "sequences behind their column", limit, "Run the setval of each.");
  }

  /** The repair, where one is needed. */
  private static String behind(Owned it) {
    boolean up = it.increment() > 0;
    return """
        SELECT format('SELECT setval(%%L, %%s);', %s, far)
          FROM (SELECT %s(%s) AS far FROM %s) AS c, %s AS s
         WHERE far %s s.last_value + CASE WHEN s.is_called THEN %d ELSE 0 END"""
        .formatted(
            Identifier.literal(it.sequence()),
            up ? "max" : "min",
            it.column(),
            it.table(),
            it.sequence(),
            up ? ">=" : "<=",
            it.increment());
  }
}
