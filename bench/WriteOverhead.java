import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import io.slipway.jdbc.CatalogReader;
import io.slipway.plan.Instruction;
import io.slipway.plan.Phase;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.plan.Step;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a write costs while Slipway's triggers are there: server CPU of single-row statements in a
 * server-side loop, without and with them, in turns, on one table. Usage: bench/java.sh WriteOverhead
 */
final class WriteOverhead {
  private static final int ROWS = 20_000;
  private static final int ROUNDS = 7;

  private static final String SCHEMA =
      """
      DROP TABLE IF EXISTS t;
      DO $$ DECLARE s text; BEGIN
        FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'slipway%%' LOOP
          EXECUTE format('DROP SCHEMA %%I CASCADE', s); END LOOP; END $$;
      CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int, note text);
      INSERT INTO t SELECT i, i, i, repeat('x', 60) FROM generate_series(1, %d) i;
      VACUUM ANALYZE t;
      """
          .formatted(ROWS);

  private static final Map<String, String> WRITES = new LinkedHashMap<>();

  static {
    WRITES.put("UPDATE of the changed column", "UPDATE t SET a = i + 1 WHERE id = i");
    WRITES.put("UPDATE of another column", "UPDATE t SET b = i + 1 WHERE id = i");
    WRITES.put("INSERT", "INSERT INTO t (id, a, b, note) VALUES (i + 1000000, i, i, 'n')");
    WRITES.put("DELETE", "DELETE FROM t WHERE id = i");
  }

  private static final Map<String, String> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("dual-write, type", "ALTER TABLE t ALTER a TYPE bigint");
    CHANGES.put("dual-write, name", "ALTER TABLE t RENAME a TO c");
    CHANGES.put("blue-green, key-log", "VACUUM FULL t");
  }

  public static void main(String[] args) throws Exception {
    int major = args.length > 0 ? Integer.parseInt(args[0]) : 18;
    try (EmbeddedPostgres server =
            EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, Map.of());
        Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
      run(connection, "SET synchronous_commit = off; SET client_min_messages = error");
      System.out.printf("PostgreSQL %d, µs of server CPU a statement, median of %d%n", major, ROUNDS);
      System.out.printf("%-32s %8s", "", "without");
      CHANGES.keySet().forEach(it -> System.out.printf(" %26s", it));
      System.out.println();
      for (Map.Entry<String, String> write : WRITES.entrySet()) {
        List<List<Double>> costs = new ArrayList<>();
        for (int i = 0; i <= CHANGES.size(); i++) costs.add(new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
          costs.get(0).add(cost(connection, major, null, write.getValue()));
          int i = 1;
          for (String change : CHANGES.values()) {
            costs.get(i++).add(cost(connection, major, change, write.getValue()));
          }
        }
        double without = median(costs.get(0));
        System.out.printf("%-32s %8.1f", write.getKey(), without);
        for (int i = 1; i < costs.size(); i++) {
          double with = median(costs.get(i));
          System.out.printf(" %8.1f (%+5.1f, %5.2f x)", with, with - without, with / without);
        }
        System.out.println();
      }
    }
  }

  private static double cost(Connection connection, int major, String change, String write)
      throws Exception {
    run(connection, SCHEMA.split(";\n(?! )"));
    if (change != null) expand(connection, major, change);
    String loop = "DO $$ BEGIN FOR i IN 1..%d LOOP %s; END LOOP; END $$".formatted(ROWS, write);
    long before = cpuNanos(connection);
    run(connection, loop);
    return (cpuNanos(connection) - before) / 1e3 / ROWS;
  }

  private static void expand(Connection connection, int major, String change) throws Exception {
    SqlParser parser = SqlParser.create();
    PlanRequest request =
        new PlanRequest(
            "1",
            parser.parse("V1__it.sql", change),
            "",
            Instruction.NONE,
            Map.of(),
            new CatalogReader(parser).read(connection),
            new PlanOptions(0, 0, Duration.ofDays(30), null));
    Plan plan = new Planner(ServerVersion.ofMajor(major), parser).plan(request);
    Phase first = plan.phases().getFirst();
    for (Step step : first.steps()) {
      if (step instanceof Step.Ddl ddl) run(connection, ddl.sql().toArray(new String[0]));
    }
  }

  /** Of the backend: the first figure of schedstat is time on a processor. */
  private static long cpuNanos(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
      pid.next();
      String stat = Files.readString(Path.of("/proc/" + pid.getInt(1) + "/schedstat"));
      return Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void run(Connection connection, String... statements) throws Exception {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) if (!sql.isBlank()) statement.execute(sql);
    }
  }
}
