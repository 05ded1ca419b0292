package io.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.testing.TestPostgres;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each validator seen to pass and to fail on every server of the build. */
class ValidatorsTest {
  static List<Integer> majors() {
    return TestPostgres.majors();
  }

  private static final String SCHEMA =
      """
      CREATE TYPE status AS ENUM ('new', 'paid');
      CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
      CREATE TABLE orders (id serial PRIMARY KEY, customer int, at varchar(20),
        CONSTRAINT paid CHECK (id > 0));
      ALTER TABLE orders ADD CONSTRAINT late CHECK (id > -1) NOT VALID;
      ALTER TABLE orders ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers
        NOT VALID;
      CREATE INDEX orders_at ON orders (at);
      CREATE TABLE states (flow int, name text, initial boolean);
      INSERT INTO states VALUES (1, 'a', true), (1, 'b', false), (2, 'c', true), (2, 'd', true),
        (3, 'e', false);
      INSERT INTO customers SELECT n, 'c' || n FROM generate_series(1, 100) AS n;
      INSERT INTO orders (customer) SELECT n FROM generate_series(1, 99) AS n;
      CREATE VIEW fine AS SELECT id FROM orders;
      CREATE VIEW broken AS SELECT 1 / (id - id) AS x FROM orders;
      ALTER TABLE states ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON states USING (flow = 1);""";

  @ParameterizedTest
  @MethodSource("majors")
  void whatIsThere(int major) {
    try (var on = TestPostgres.fresh(major)) {
      on.execute(SCHEMA);
      passes(on, "table-exists", "table", "public.orders");
      passes(on, "table-exists", "table", "old_orders", "exists", "false");
      fails(on, "table-exists", "table", "old_orders");
      fails(on, "table-exists", "table", "orders", "exists", "no");
      passes(on, "column-exists", "table", "orders", "column", "at");
      passes(
          on,
          "column-exists",
          "table",
          "orders",
          "column",
          "at",
          "type",
          "character varying(20)",
          "nullable",
          "true");
      fails(on, "column-exists", "table", "orders", "column", "at", "type", "text");
      fails(on, "column-exists", "table", "customers", "column", "name", "nullable", "true");
      fails(on, "column-exists", "table", "orders", "column", "nope");
      passes(on, "index-exists", "index", "orders_at");
      fails(on, "index-exists", "index", "orders_nope");
      passes(on, "constraint-exists", "table", "orders", "constraint", "paid");
      assertThat(fails(on, "constraint-exists", "table", "orders", "constraint", "late").next())
          .isEqualTo("ALTER TABLE orders VALIDATE CONSTRAINT late;");
      passes(on, "enum-value-exists", "type", "status", "value", "paid");
      assertThat(fails(on, "enum-value-exists", "type", "status", "value", "o'ld").next())
          .isEqualTo("ALTER TYPE status ADD VALUE 'o''ld';");
      passes(on, "object-count", "kind", "tables", "in", "public", "expected", "3");
      fails(on, "object-count", "kind", "tables", "in", "public", "expected", "4");
      passes(on, "object-count", "kind", "columns", "in", "orders", "at-least", "2");
      passes(on, "object-count", "kind", "indexes", "in", "orders", "expected", "2");
      passes(on, "object-count", "kind", "enum-values", "in", "status", "expected", "2");
      passes(on, "object-count", "kind", "constraints", "in", "orders", "expected", "4");
      passes(on, "object-count", "kind", "views", "in", "public", "expected", "2");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void whatTheRowsSay(int major) {
    try (var on = TestPostgres.fresh(major)) {
      on.execute(SCHEMA);
      String[] key = {"table", "orders", "columns", "customer", "parent", "customers"};
      passes(on, "foreign-key-holds", key);
      passes(on, "foreign-keys-hold");
      on.execute(
          """
          SET session_replication_role = replica;
          DELETE FROM customers WHERE id > 97 OR id = 90""");
      Verdict orphans = fails(on, "foreign-key-holds", key);
      assertThat(orphans.affected()).isEqualTo(3);
      assertThat(orphans.samples())
          .containsExactlyInAnyOrder("customer=90", "customer=98", "customer=99");
      Verdict all = fails(on, "foreign-keys-hold");
      assertThat(all.affected()).isEqualTo(3);
      String repair = all.samples().getFirst().replaceFirst(" --.*", "");
      on.execute(repair);
      passes(on, "foreign-keys-hold", "schema", "public");
      fails(on, "foreign-key-holds", "table", "orders", "columns", "nope", "parent", "customers");
      assertThat(fails(on, "foreign-keys-are-valid").samples()).hasSize(2);
      on.execute("ALTER TABLE orders VALIDATE CONSTRAINT late, VALIDATE CONSTRAINT of_customer");
      passes(on, "foreign-keys-are-valid", "schema", "public");
      String one = "select id, name from customers order by id;";
      passes(on, "row-counts-match", "left", "customers", "right", "orders");
      on.execute("DELETE FROM orders WHERE customer = 5");
      fails(on, "row-counts-match", "left", "customers", "right", "orders");
      passes(on, "row-counts-match", "left", one, "right", "orders", "tolerance", "2%");
      passes(on, "checksums-match", "left", one, "right", "customers");
      String changed = "SELECT id, CASE id WHEN 7 THEN 'x' ELSE name END FROM customers";
      fails(on, "checksums-match", "left", changed, "right", "customers");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aSequenceIsRepairedByWhatIsProposed(int major) {
    try (var on = TestPostgres.fresh(major)) {
      on.execute(SCHEMA);
      on.execute("CREATE TABLE \"Odd one\" (\"The id\" bigint GENERATED BY DEFAULT AS IDENTITY)");
      passes(on, "sequences-are-ahead");
      on.execute("INSERT INTO \"Odd one\" VALUES (41); INSERT INTO orders (id) VALUES (500)");
      Verdict behind = fails(on, "sequences-are-ahead");
      assertThat(behind.samples()).hasSize(2);
      fails(on, "sequences-are-ahead", "table", "orders");
      behind.samples().forEach(on::execute);
      passes(on, "sequences-are-ahead");
      assertThat(on.value("INSERT INTO \"Odd one\" DEFAULT VALUES RETURNING \"The id\""))
          .isEqualTo("42");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void rulesOfTheHouse(int major) {
    try (var on = TestPostgres.fresh(major)) {
      on.execute(SCHEMA);
      Verdict initial =
          fails(on, "exactly-one", "table", "states", "group", "flow", "where", "initial");
      assertThat(initial.samples()).containsExactlyInAnyOrder("flow=2, found=2", "flow=3, found=0");
      on.execute("UPDATE states SET initial = name IN ('a', 'c', 'e')");
      passes(on, "exactly-one", "table", "states", "group", "flow", "where", "initial");
      passes(on, "exactly-one", "table", "states", "where", "name = 'a'");
      fails(on, "exactly-one", "table", "states", "where", "name = 'z'");
      passes(on, "row-security", "table", "states", "policies", "own");
      fails(on, "row-security", "table", "states", "policies", "own, other");
      assertThat(fails(on, "row-security", "table", "states", "forced", "true").next())
          .isEqualTo("ALTER TABLE states FORCE ROW LEVEL SECURITY;");
      assertThat(fails(on, "row-security", "table", "orders").next())
          .isEqualTo("ALTER TABLE orders ENABLE ROW LEVEL SECURITY;");
      passes(on, "views-run", "view", "fine");
      Verdict views = fails(on, "views-run", "schema", "public");
      assertThat(views.samples()).singleElement().asString().startsWith("broken: ERROR: division");
      on.execute(
          "CREATE ROLE reader_%1$s; GRANT SELECT ON orders TO reader_%1$s".formatted(on.name()));
      String role = "reader_" + on.name();
      passes(on, "role-may", "role", role, "table", "orders", "privileges", "SELECT");
      Verdict may =
          fails(on, "role-may", "role", role, "table", "orders", "privileges", "SELECT, DELETE");
      assertThat(may.next()).isEqualTo("GRANT DELETE ON orders TO " + role + ";");
      on.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(role));
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aQueryOfTheAuthorsOwn(int major) {
    try (var on = TestPostgres.fresh(major)) {
      on.execute(SCHEMA);
      passes(on, "sql", "query", "SELECT 1 WHERE false", "empty", "true");
      assertThat(fails(on, "sql", "query", "SELECT 1, 'x'", "empty", "true").samples())
          .containsExactly("1 | x");
      passes(on, "sql", "query", "SELECT id FROM customers", "rows", "100");
      fails(on, "sql", "query", "SELECT id FROM customers", "rows", "99");
      passes(on, "sql", "query", "SELECT count(*) FROM customers", "value", "100");
      fails(on, "sql", "query", "SELECT count(*) FROM customers", "value", "7");
      Verdict writes =
          verdict(on, "sql", "query", "DELETE FROM orders RETURNING 1", "empty", "true");
      assertThat(writes.seen()).contains("read-only transaction");
      assertThat(on.value("SELECT count(*) FROM orders")).isEqualTo("99");
    }
  }

  @Test
  void whatAFileMaySayWrongly() {
    refused("tabel-exists", "CHECK-1", "table-exists", "table", "t");
    refused("table-exists", "CHECK-3", "needs the option table");
    refused("table-exists", "CHECK-2", "exists, severity, table", "table", "t", "tabel", "t");
    refused("table-exists", "CHECK-4", "true or false", "table", "t", "exists", "maybe");
    refused("table-exists", "CHECK-4", "error, warn or info", "table", "t", "severity", "bad");
    refused("object-count", "CHECK-4", "enum-values", "kind", "rows", "in", "t", "expected", "1");
    refused("object-count", "CHECK-5", "one of the two", "kind", "tables", "in", "t");
    refused("row-counts-match", "CHECK-4", "a number", "left", "a", "right", "b", "tolerance", "x");
    refused("sql", "CHECK-5", "exactly one", "query", "SELECT 1", "rows", "1", "empty", "true");
    refused("foreign-key-holds", "CHECK-3", "columns", "table", "a", "parent", "b");
    refused("role-may", "CHECK-3", "privileges", "role", "a", "table", "b");
    assertThat(Validators.of("table-exists", Map.of("table", "t", "severity", "warn")).severity())
        .isEqualTo(Severity.WARN);
    assertThat(Validators.names()).hasSize(17);
  }

  private static void refused(String name, String code, String says, String... options) {
    assertThatThrownBy(() -> Validators.of(name, map(options)))
        .hasMessageStartingWith(code + " ")
        .hasMessageContaining(says);
  }

  private static Verdict passes(TestPostgres.Database on, String name, String... options) {
    Verdict verdict = verdict(on, name, options);
    assertThat(verdict.status()).as(name + " " + verdict).isEqualTo(Status.PASS);
    return verdict;
  }

  private static Verdict fails(TestPostgres.Database on, String name, String... options) {
    Verdict verdict = verdict(on, name, options);
    assertThat(verdict.status()).as(name + " " + verdict).isEqualTo(Status.FAIL);
    assertThat(verdict.seen()).doesNotStartWith("could not be asked");
    assertThat(verdict.next()).isNotEmpty();
    return verdict;
  }

  private static Verdict verdict(TestPostgres.Database on, String name, String... options) {
    Database database = Database.at(DatabaseUrl.parse(on.uri(), Map.of()));
    return new Inspection(database, null, Upcoming.NOTHING, InstantSource.system())
        .of(List.of(Validators.of(name, map(options))))
        .getFirst()
        .verdict();
  }

  private static Map<String, String> map(String... options) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < options.length; i += 2) map.put(options[i], options[i + 1]);
    return map;
  }
}
