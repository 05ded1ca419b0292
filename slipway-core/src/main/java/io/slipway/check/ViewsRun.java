package io.slipway.check;

import io.slipway.jdbc.SqlFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every view of a schema, or one view, answers a query. */
record ViewsRun(Optional<String> schema, Optional<String> view, Severity severity)
    implements Check {
  static Check of(Options options) {
    return new ViewsRun(options.optional("schema"), options.optional("view"), options.severity());
  }

  @Override
  public String name() {
    return "views-run" + view.or(() -> schema).map(it -> " " + it).orElse("");
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  private static final String QUERY =
      """
      SELECT oid::regclass::text FROM pg_class
       WHERE relkind IN ('v', 'm')
         AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema')
         AND (? = '' OR relnamespace = to_regnamespace(nullif(?, '')))
         AND (? = '' OR oid = to_regclass(nullif(?, '')))
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                            AND d.objid = pg_class.oid AND d.deptype = 'e')
       ORDER BY 1""";

  @Override
  public Verdict look(Look at) {
    String in = schema.orElse("");
    String one = view.orElse("");
    List<String> views = at.sql().query(QUERY, row -> row.text(1), in, in, one, one);
    String limit = "all of " + views.size() + " answer";
    if (views.isEmpty() && view.isPresent()) {
      return Verdict.fail(one + " is not there", "it answers", "Correct the name.");
    }
    List<String> broken = new ArrayList<>();
    for (String it : views) {
      try {
        at.sql().rows("SELECT * FROM " + it + " LIMIT 1", row -> true);
      } catch (SqlFailure e) {
        if (e.connectionLost()) throw e;
        broken.add(it + ": " + e.said());
      }
    }
    return Verdict.none(
        broken, "views that do not answer", limit, "Create them anew, or drop them.");
  }
}
