package io.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.slipway.analysis.Analyzer;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Options;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.files.MigrationFolder;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.jdbc.Sql;
import io.slipway.migration.Migration;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import io.slipway.state.StateSchema;
import io.slipway.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;

/** Each check seen to pass and to fail, on every server of the build. */
class ChecksTest {
  private static final Path PAGES =
      Path.of(System.getProperty("slipway.root", ".."), "docs", "checks");
  private static final Limits USUAL = Limits.USUAL;

  @TempDir Path folder;

  static List<Integer> majors() {
    return TestPostgres.majors();
  }

  @Test
  void everyCheckHasItsClassItsPageAndItsLine() throws IOException {
    List<String> names = Checks.ALL.stream().map(Check::name).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates();
    String index = Files.readString(PAGES.resolve("README.md"));
    for (Check check : Checks.ALL) {
      String simple = check.getClass().getSimpleName();
      assertThat(check.name()).isEqualTo(kebab(simple));
      String page = Files.readString(PAGES.resolve(check.name() + ".md"));
      assertThat(page).startsWith("# " + check.name() + "\n\n**" + check.severity() + "** · ");
      assertThat(page).contains("## What is looked at", "## When it fails", "## What to do");
      assertThat(index).contains("[%s](%1$s.md) | %s |".formatted(check.name(), check.severity()));
    }
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(it -> it.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(names.stream(), Stream.of("README")).toList());
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anOrdinaryDatabasePassesAllThatCanBeKnown(int major) {
    try (var fresh = TestPostgres.fresh(major)) {
      List<Result> results = inspect(fresh, Upcoming.NOTHING, Checks.ALL);
      assertThat(results).hasSize(20);
      for (Result it : results) {
        Status expected =
            switch (it.check()) {
              case "backup-is-fresh" -> Status.FAIL;
              case "disk-has-room" -> Status.WARN;
              default -> Status.PASS;
            };
        assertThat(it.verdict().status()).as(it.toString()).isEqualTo(expected);
        if (expected != Status.PASS) assertThat(it.verdict().next()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void limitsThatAreNotKept(int major) {
    Limits strict =
        new Limits(
            99, 101, 100_000, Duration.ZERO, Duration.ZERO, 0, USUAL.lagBytes(), folder, null);
    try (var fresh = TestPostgres.fresh(major)) {
      assertThat(failed(fresh, new ServerVersionIsSupported(strict)).seen())
          .startsWith("PostgreSQL " + major);
      assertThat(failed(fresh, new DiskHasRoom(strict)).seen()).contains("% free");
      failed(fresh, new DiskHasRoom(USUAL.withDisk(folder.resolve("none"))));
      failed(fresh, new ConnectionsToSpare(strict));
      failed(fresh, new NoWraparoundNear(strict));
      Limits lax = new Limits(14, 0, 1, Duration.ZERO, Duration.ZERO, 0, 0, folder, null);
      passed(fresh, new DiskHasRoom(lax));
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anEncodingThatTakesAnyBytes(int major) throws SQLException {
    try (var fresh = TestPostgres.fresh(major)) {
      String ascii = fresh.name() + "_ascii";
      fresh.execute(
          "CREATE DATABASE " + ascii + " TEMPLATE template0 ENCODING SQL_ASCII LOCALE 'C'");
      var other = new TestPostgres.Database(fresh.server(), ascii);
      try (other) {
        assertThat(failed(other, new EncodingIsUtf8()).seen()).isEqualTo("SQL_ASCII");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aBackupMustBeVerifiedAndYoung(int major) {
    try (var fresh = TestPostgres.fresh(major)) {
      try (Sql sql = database(fresh).connect("-", "test")) {
        StateSchema.of(sql, null).install(sql);
      }
      Check check = new BackupIsFresh(USUAL);
      assertThat(failed(fresh, check).seen()).contains("no full backup is recorded");
      fresh.execute("INSERT INTO _migration_backups (kind, location) VALUES ('full', '/b')");
      assertThat(failed(fresh, check).seen()).contains("verified");
      fresh.execute("UPDATE _migration_backups SET verified_at = now()");
      passed(fresh, check);
      fresh.execute("UPDATE _migration_backups SET created_at = now() - interval '25 hours'");
      assertThat(failed(fresh, check).seen()).startsWith("the last is of");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aTransactionThatSitsIdleIsSeen(int major) throws SQLException {
    Limits limits = new Limits(14, 0, 0, Duration.ZERO, Duration.ZERO, 0, 0, null, null);
    try (var fresh = TestPostgres.fresh(major);
        Connection idle = fresh.connect();
        Statement statement = idle.createStatement()) {
      passed(fresh, new NoLongTransactions(limits));
      idle.setAutoCommit(false);
      statement.execute("SELECT 1");
      Verdict verdict = failed(fresh, new NoLongTransactions(limits));
      assertThat(verdict.samples()).singleElement().asString().contains("idle in transaction");
      passed(fresh, new NoLongTransactions(USUAL));
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void whatIsLeftBehindIsSeen(int major) throws SQLException {
    try (var fresh = TestPostgres.fresh(major);
        Connection connection = fresh.connect();
        Statement statement = connection.createStatement()) {
      fresh.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
      try {
        statement.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)");
      } catch (SQLException expected) {
        assertThat(expected.getSQLState()).isEqualTo("23505");
      }
      assertThat(failed(fresh, new NoInvalidIndexes()).samples()).containsExactly("broken on t");
      String slot = "slot_" + fresh.name();
      statement.execute("SELECT pg_create_physical_replication_slot('" + slot + "')");
      assertThat(failed(fresh, new NoInactiveSlots()).samples().toString()).contains(slot);
      statement.execute("SELECT pg_drop_replication_slot('" + slot + "')");
      statement.execute("SET application_name = 'slipway/7F3K/step'");
      assertThat(failed(fresh, new NoOtherRun()).samples().toString()).contains("slipway/7F3K");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aPreparedTransactionIsSeen(int major) throws SQLException {
    try (var server =
            io.slipway.embedded.EmbeddedPostgres.start(
                io.slipway.embedded.PostgresBinaries.ofThisBuild(),
                major,
                Map.of("max_prepared_transactions", "2"));
        Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        Statement statement = connection.createStatement()) {
      var database = new Database[] {at(server.uri("postgres"))};
      connection.setAutoCommit(false);
      statement.execute("CREATE TABLE p (a int)");
      statement.execute("PREPARE TRANSACTION 'gone home'");
      Verdict verdict = verdict(database[0], Upcoming.NOTHING, new NoPreparedTransactions());
      assertThat(verdict.status()).isEqualTo(Status.FAIL);
      assertThat(verdict.samples()).singleElement().asString().startsWith("gone home of ");
    }
  }

  /** A reader of the log that never says it has written anything down. */
  @ParameterizedTest
  @MethodSource("majors")
  void aReplicaThatLagsIsSeen(int major) throws SQLException {
    try (var fresh = TestPostgres.fresh(major)) {
      var properties = new Properties();
      PGProperty.REPLICATION.set(properties, "true");
      PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
      PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
      LogSequenceNumber start =
          LogSequenceNumber.valueOf(fresh.value("SELECT pg_current_wal_lsn()"));
      try (Connection connection = DriverManager.getConnection(fresh.jdbcUrl(), properties);
          var stream =
              connection
                  .unwrap(PGConnection.class)
                  .getReplicationAPI()
                  .replicationStream()
                  .physical()
                  .withStartPosition(start)
                  .start()) {
        stream.setFlushedLSN(start);
        stream.setAppliedLSN(start);
        stream.forceUpdateStatus();
        fresh.execute("CREATE TABLE big AS SELECT n FROM generate_series(1, 10000) AS n");
        Limits near = new Limits(14, 0, 0, Duration.ZERO, Duration.ZERO, 0, 1000, null, null);
        Limits far = new Limits(14, 0, 0, Duration.ZERO, Duration.ZERO, 0, 1L << 40, null, null);
        Verdict verdict = failed(fresh, new ReplicasKeepUp(near));
        assertThat(verdict.samples()).singleElement().asString().contains("behind");
        passed(fresh, new ReplicasKeepUp(far));
      }
    }
  }

  @Test
  void theApplicationIsAsked() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/up", it -> answer(it, 200));
    server.createContext("/ill", it -> answer(it, 503));
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    try (var fresh = TestPostgres.fresh()) {
      passed(fresh, new ApplicationIsHealthy(USUAL.withHealth(URI.create(base + "/up"))));
      Check ill = new ApplicationIsHealthy(USUAL.withHealth(URI.create(base + "/ill")));
      assertThat(failed(fresh, ill).seen()).endsWith("/ill answers 503");
      server.stop(0);
      assertThat(failed(fresh, ill).seen()).contains("does not answer");
    }
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status)
      throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void whatPendingMigrationsRunInto(int major) throws IOException {
    try (var fresh = TestPostgres.fresh(major)) {
      fresh.execute(
          """
          CREATE TABLE parents (id int PRIMARY KEY);
          CREATE TABLE children (id int PRIMARY KEY, parent int);
          INSERT INTO parents VALUES (1);
          INSERT INTO children VALUES (1, 1), (2, 7), (3, NULL);""");
      Upcoming bad =
          upcoming(
              fresh,
              major,
              """
              CREATE EXTENSION no_such_extension;
              CREATE TABLE parents (id int);
              CREATE INDEX CONCURRENTLY children_parent ON children (parent);
              ALTER TABLE children ADD FOREIGN KEY (parent) REFERENCES parents;
              ALTER TABLE children ADD PRIMARY KEY (parent);
              """);
      assertThat(failed(fresh, bad, new ExtensionsAreAvailable()).samples().toString())
          .contains("no_such_extension: its files are not on the server");
      assertThat(failed(fresh, bad, new NamesAreFree()).samples().toString())
          .contains("V1__change.sql:2: ", "name-is-taken");
      assertThat(failed(fresh, bad, new StatementsWillRun()).samples()).isNotEmpty();
      Verdict orphans = failed(fresh, bad, new NoOrphans());
      assertThat(orphans.affected()).isEqualTo(1);
      assertThat(orphans.samples()).singleElement().asString().contains("parent=7", "DELETE FROM");
      Upcoming good = upcoming(fresh, major, "CREATE EXTENSION pg_trgm; CREATE TABLE n (id int);");
      for (Check check :
          List.of(
              new ExtensionsAreAvailable(),
              new NamesAreFree(),
              new StatementsWillRun(),
              new NoOrphans(),
              new RoleMayMigrate())) {
        passed(fresh, good, check);
      }
      Upcoming changed = new Upcoming(List.of(), List.of(), List.of(), List.of("V1__change.sql"));
      failed(fresh, changed, new NoChangedMigrations());
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void whatARoleMayNotDoOrSee(int major) throws IOException {
    try (var fresh = TestPostgres.fresh(major)) {
      String role = "role_" + fresh.name();
      fresh.execute(
          """
          CREATE TABLE owned (id int); ALTER TABLE owned ENABLE ROW LEVEL SECURITY;
          CREATE ROLE %1$s LOGIN; GRANT CREATE ON SCHEMA public TO %1$s;
          GRANT SELECT ON owned TO %1$s;"""
              .formatted(role));
      Upcoming alter = upcoming(fresh, major, "ALTER TABLE owned ADD COLUMN a int;");
      passed(fresh, alter, new RoleMayMigrate());
      Database as = at(fresh.uri().replaceFirst("//[^@]*@", "//" + role + "@"));
      Verdict may = verdict(as, alter, new RoleMayMigrate());
      assertThat(may.status()).isEqualTo(Status.FAIL);
      assertThat(may.samples()).singleElement().asString().startsWith("table owned belongs to");
      Verdict sees = verdict(as, alter, new RoleSeesAllRows());
      assertThat(sees.status()).isEqualTo(Status.FAIL);
      assertThat(sees.samples()).containsExactly("owned");
      passed(fresh, new RoleSeesAllRows());
      fresh.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(role));
    }
  }

  @Test
  void aCheckThatDiesIsAFailAndTheNextIsAsked() {
    Check dies = check("SELECT 1/0", Duration.ofSeconds(9));
    Check sleeps = check("SELECT pg_sleep(60)", Duration.ofMillis(50));
    Check writes = check("CREATE TABLE nope (id int)", Duration.ofSeconds(9));
    try (var fresh = TestPostgres.fresh()) {
      List<Result> results =
          inspect(fresh, Upcoming.NOTHING, List.of(dies, sleeps, writes, new EncodingIsUtf8()));
      assertThat(results)
          .extracting(it -> it.verdict().status())
          .containsExactly(Status.FAIL, Status.FAIL, Status.FAIL, Status.PASS);
      assertThat(results.get(0).verdict().seen()).contains("division by zero");
      assertThat(results.get(1).verdict().seen()).contains("statement timeout");
      assertThat(results.get(2).verdict().seen()).contains("read-only transaction");
    }
  }

  private static Check check(String statement, Duration patience) {
    return new Check() {
      @Override
      public String name() {
        return statement;
      }

      @Override
      public Severity severity() {
        return Severity.ERROR;
      }

      @Override
      public Duration patience() {
        return patience;
      }

      @Override
      public Verdict look(Look at) {
        at.sql().execute(statement);
        return Verdict.pass("ran", "");
      }
    };
  }

  private Upcoming upcoming(TestPostgres.Database on, int major, String sql) throws IOException {
    Path file = Files.createDirectories(folder.resolve("m")).resolve("V1__change.sql");
    Files.writeString(file, sql);
    SqlParser parser = SqlParser.create();
    List<Migration> migrations = MigrationFolder.read(parser, folder.resolve("m")).all();
    Catalog catalog = database(on).catalog(parser);
    List<Plan> plans = new ArrayList<>();
    List<Upcoming.Refusal> refusals = new ArrayList<>();
    for (Migration it : migrations) {
      new Analyzer(ServerVersion.ofMajor(major))
          .advance(it.up(), catalog.copy(), Transactions.ONE_PER_STATEMENT, Options.DEFAULT)
          .findings()
          .filter(finding -> finding.kind() == FindingClass.WILL_FAIL)
          .forEach(finding -> refusals.add(new Upcoming.Refusal("V1__change.sql", finding)));
      if (!refusals.isEmpty()) continue;
      plans.add(
          new Planner(ServerVersion.ofMajor(major), parser)
              .plan(PlanRequest.of(it, catalog, PlanOptions.DEFAULT)));
    }
    return new Upcoming(migrations, plans, refusals, List.of());
  }

  private static Verdict passed(TestPostgres.Database on, Check check) {
    return passed(on, Upcoming.NOTHING, check);
  }

  private static Verdict passed(TestPostgres.Database on, Upcoming upcoming, Check check) {
    Verdict verdict = verdict(database(on), upcoming, check);
    assertThat(verdict.status()).as(check.name() + " " + verdict).isEqualTo(Status.PASS);
    return verdict;
  }

  private static Verdict failed(TestPostgres.Database on, Check check) {
    return failed(on, Upcoming.NOTHING, check);
  }

  private static Verdict failed(TestPostgres.Database on, Upcoming upcoming, Check check) {
    Verdict verdict = verdict(database(on), upcoming, check);
    assertThat(verdict.status()).as(check.name() + " " + verdict).isEqualTo(Status.FAIL);
    assertThat(verdict.seen()).as(check.name()).doesNotStartWith("could not be asked");
    assertThat(verdict.next()).isNotEmpty();
    return verdict;
  }

  private static Verdict verdict(Database database, Upcoming upcoming, Check check) {
    return new Inspection(database, null, upcoming, InstantSource.system())
        .of(List.of(check))
        .getFirst()
        .verdict();
  }

  private static List<Result> inspect(
      TestPostgres.Database on, Upcoming upcoming, List<Check> checks) {
    return new Inspection(database(on), null, upcoming, InstantSource.fixed(Instant.now()))
        .of(checks);
  }

  private static Database database(TestPostgres.Database fresh) {
    return at(fresh.uri());
  }

  private static Database at(String uri) {
    return Database.at(DatabaseUrl.parse(uri, Map.of()));
  }
}
