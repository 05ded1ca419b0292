import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import io.slipway.engine.Approver;
import io.slipway.engine.Engine;
import io.slipway.engine.EngineSettings;
import io.slipway.engine.RunOptions;
import io.slipway.engine.RunResult;
import io.slipway.event.Event;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Instruction;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.plan.Step;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import io.slipway.time.Sleeper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an application waits for while each strategy works on a table it uses, beside the same
 * statement as written and beside nothing at all. Usage: bench/java.sh StrategyWaits [MAJOR [ROWS]]
 */
final class StrategyWaits {
  private static final Map<String, String> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("direct", "ALTER TABLE orders ADD COLUMN more text DEFAULT 'x'");
    CHANGES.put("native-online", "CREATE INDEX orders_total ON orders (total)");
    CHANGES.put("native-online, key", "ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (customer) REFERENCES customers");
    CHANGES.put("dual-write, type", "ALTER TABLE orders ALTER id TYPE bigint");
    CHANGES.put("expand-contract", "ALTER TABLE orders DROP COLUMN note");
    CHANGES.put("progressive", "UPDATE orders SET note = 'y' WHERE note = 'x'");
    CHANGES.put("blue-green", "VACUUM FULL orders");
  }

  private final EmbeddedPostgres server;
  private final int major;
  private final int rows;

  private StrategyWaits(EmbeddedPostgres server, int major, int rows) {
    this.server = server;
    this.major = major;
    this.rows = rows;
  }

  public static void main(String[] args) throws Exception {
    int major = args.length > 0 ? Integer.parseInt(args[0]) : 18;
    int rows = args.length > 1 ? Integer.parseInt(args[1]) : 300_000;
    try (EmbeddedPostgres server =
        EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, Map.of())) {
      System.out.printf("PostgreSQL %d, %,d rows, two clients; ms%n", major, rows);
      System.out.printf(
          "%-20s %10s | %10s %10s %7s | %10s %10s %12s %7s%n",
          "", "nothing", "written", "longest", "failed", "planned", "longest", "longest step", "failed");
      for (Map.Entry<String, String> it : CHANGES.entrySet()) {
        new StrategyWaits(server, major, rows).compare(it.getKey(), it.getValue());
      }
    }
  }

  private void compare(String name, String change) throws Exception {
    fresh();
    Traffic idle = new Traffic();
    Thread.sleep(3000);
    idle.stop();
    fresh();
    Traffic written = new Traffic();
    long since = System.nanoTime();
    try (Connection connection = connect()) {
      run(connection, change);
    }
    double writtenMs = ms(System.nanoTime() - since);
    written.stop();
    fresh();
    Plan plan = plan(change);
    List<Event.StepFinished> finished = new ArrayList<>();
    Traffic planned = new Traffic();
    since = System.nanoTime();
    migrate(plan, finished);
    double plannedMs = ms(System.nanoTime() - since);
    planned.stop();
    System.out.printf(
        "%-20s %10.0f | %10.0f %10.0f %7d | %10.0f %10.0f %12.0f %7d%n",
        name,
        ms(idle.longest),
        writtenMs,
        ms(written.longest),
        written.failed,
        plannedMs,
        ms(planned.longest),
        longestBlockingStep(plan, finished),
        planned.failed);
  }

  /** Of the steps whose lock keeps writers out: their time includes what they waited themselves. */
  private static double longestBlockingStep(Plan plan, List<Event.StepFinished> finished) {
    Map<String, Boolean> blocks = new HashMap<>();
    plan.steps()
        .forEach(
            step ->
                blocks.put(
                    step.id(),
                    step instanceof Step.Switch
                        || step instanceof Step.Ddl ddl
                            && ddl.locks().stream().anyMatch(lock -> lock.mode().blocksWrites())));
    return finished.stream()
        .filter(it -> blocks.getOrDefault(it.step(), false))
        .mapToDouble(it -> ms(it.took().toNanos()))
        .max()
        .orElse(0);
  }

  private Plan plan(String change) throws SQLException {
    SqlParser parser = SqlParser.create();
    PlanRequest request =
        new PlanRequest(
            "1",
            parser.parse("V1__it.sql", change),
            "",
            Instruction.NONE,
            Map.of(),
            Database.at(url()).catalog(parser),
            new PlanOptions(0, 0, Duration.ofDays(30), "state"));
    return new Planner(ServerVersion.ofMajor(major), parser).plan(request);
  }

  private void migrate(Plan plan, List<Event.StepFinished> finished) {
    Engine engine =
        new Engine(
            Database.at(url()),
            EngineSettings.DEFAULTS.withStateSchema("state"),
            InstantSource.system(),
            Sleeper.REAL,
            event -> {
              if (event instanceof Event.StepFinished it) finished.add(it);
            });
    RunResult result = engine.run(plan, RunOptions.of("1"));
    while (result instanceof RunResult.WaitingAtGate gate) {
      engine.approve(gate.run(), null, new Approver(null, "bench"));
      result = engine.run(plan, RunOptions.of("1"));
    }
    if (!(result instanceof RunResult.Completed)) throw new IllegalStateException(result.toString());
  }

  private DatabaseUrl url() {
    return DatabaseUrl.parse(server.uri("postgres"), Map.of());
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl("postgres"));
  }

  private void fresh() throws SQLException {
    try (Connection connection = connect()) {
      run(
          connection,
          """
          DO $$ DECLARE s text; BEGIN
            FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'slipway%' LOOP
              EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP; END $$""",
          "DROP SCHEMA IF EXISTS state CASCADE",
          "DROP SCHEMA public CASCADE",
          "CREATE SCHEMA public",
          "CREATE SCHEMA state",
          "CREATE TABLE customers (id int PRIMARY KEY)",
          "INSERT INTO customers SELECT generate_series(1, 1000)",
          "CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL, total int, note text)",
          "INSERT INTO orders SELECT i, 1 + i % 1000, i, 'x' FROM generate_series(1, " + rows + ") i",
          "VACUUM ANALYZE orders");
    }
  }

  private static double ms(long nanos) {
    return nanos / 1e6;
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  /** Two clients, a read and a write in turns. */
  private final class Traffic {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;
    private long longest;
    private int failed;

    Traffic() {
      for (int i = 0; i < 2; i++) threads.add(Thread.ofPlatform().start(this::work));
    }

    private void work() {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        for (int i = 1; !isOver; i = i % 5000 + 1) {
          send(statement, "SELECT total FROM orders WHERE id = " + i);
          send(statement, "UPDATE orders SET total = total + 1 WHERE id = " + i);
          Thread.sleep(2);
        }
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void send(Statement statement, String sql) {
      long since = System.nanoTime();
      boolean isRefused = false;
      try {
        statement.execute(sql);
      } catch (SQLException e) {
        isRefused = true;
      }
      add(System.nanoTime() - since, isRefused);
    }

    private synchronized void add(long took, boolean isRefused) {
      longest = Math.max(longest, took);
      if (isRefused) failed++;
    }

    void stop() throws InterruptedException {
      isOver = true;
      for (Thread thread : threads) thread.join();
    }
  }
}
