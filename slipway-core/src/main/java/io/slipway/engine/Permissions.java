package io.slipway.engine;

import io.slipway.jdbc.Sql;
import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import io.slipway.state.StateSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the role must own or may create, asked before anything is made: our own tables included. */
public final class Permissions {
  private static final String NOT_OURS =
      """
      SELECT format('table %s belongs to %s', c.oid::regclass, pg_get_userbyid(c.relowner))
        FROM unnest(?::text[]) AS n (name) JOIN pg_class c ON c.oid = to_regclass(n.name)
       WHERE NOT pg_has_role(c.relowner, 'USAGE')
       GROUP BY c.oid, c.relowner ORDER BY 1""";

  private static final String NO_CREATE =
      """
      SELECT format('nothing may be created in schema %I', nspname) FROM pg_namespace
       WHERE nspname = ? AND NOT has_schema_privilege(oid, 'CREATE')""";

  private Permissions() {}

  /**
   * @throws SlipwayException with everything that is missing
   */
  static void check(Surroundings surroundings, Plan plan) {
    try (Sql sql = surroundings.database().connect("-", "look")) {
      StateSchema state = StateSchema.of(sql, surroundings.settings().stateSchema());
      List<String> missing = missing(sql, state, plan);
      if (!missing.isEmpty()) throw refused(plan, missing);
    }
  }

  /** All that the session's role lacks to run the plan, a phrase each. */
  public static List<String> missing(Sql sql, StateSchema state, Plan plan) {
    List<String> missing = new ArrayList<>();
    if (state.installed(sql) == 0) {
      missing.addAll(sql.query(NO_CREATE, row -> row.text(1), state.name()));
    }
    String[] altered = altered(plan).map(QualifiedName::sql).distinct().toArray(String[]::new);
    missing.addAll(sql.query(NOT_OURS, row -> row.text(1), (Object) altered));
    return missing;
  }

  private static Stream<QualifiedName> altered(Plan plan) {
    SqlParser parser = SqlParser.create();
    return plan.steps()
        .filter(Step.Ddl.class::isInstance)
        .flatMap(step -> ((Step.Ddl) step).sql().stream())
        .flatMap(sql -> parser.parse("plan", sql).statements().stream())
        .map(Statement::change)
        .flatMap(Permissions::owned);
  }

  /** Relations only their owner may change so; what privileges can be granted for is left out. */
  private static Stream<QualifiedName> owned(Change change) {
    return switch (change) {
      case Change.AlterTable alter when alter.kind() != ObjectKind.TYPE -> Stream.of(alter.table());
      case Change.CreateIndex index -> Stream.of(index.table());
      case Change.Rename rename when rename.kind() == ObjectKind.COLUMN ->
          Stream.of(rename.object());
      case Change.Drop drop
          when drop.kind() == ObjectKind.TABLE || drop.kind() == ObjectKind.INDEX ->
          drop.objects().stream();
      default -> Stream.of();
    };
  }

  private static SlipwayException refused(Plan plan, List<String> missing) {
    return new SlipwayException(
        Problem.of(
            "ENGINE-16",
            Kind.FAILED_CLEAN,
            "migration " + plan.migration() + " needs more than this role may do",
            String.join("; ", missing) + ". Nothing was changed.",
            "Connect as the owner, or have it granted (GRANT owner TO role; GRANT CREATE ON"
                + " SCHEMA …), then run the same command again."));
  }
}
