package io.slipway.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.locks.LockModel;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Replay;
import io.slipway.catalog.Table;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Statement;
import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SQL of every page, run: what it says will fail fails so, what it recommends runs. */
class RulePagesOnServerTest {
  private static final String REFUSED = "(refused)";
  private static final Pattern SQLSTATE = Pattern.compile("SQLSTATE (\\w{5})");

  /**
   * Dropped and renamed relations are still found: {@code before} was read when they were there.
   */
  private static final String HELD =
      """
      select b.relname, l.mode
      from pg_locks l join before b on b.oid = l.relation
      where l.pid = pg_backend_pid() and l.granted
      """;

  private static final String REMEMBER =
      """
      drop table if exists before;
      create temporary table before as
      select oid, relname from pg_class
      where relnamespace = 'page'::regnamespace and relkind not in ('t', 'c');
      """;

  private static final Database NEWEST = TestPostgres.fresh(18);
  private static final Database OLDEST = TestPostgres.fresh(14);

  @AfterAll
  static void close() {
    NEWEST.close();
    OLDEST.close();
  }

  static Stream<String> slugs() {
    return Rules.ALL.stream().map(Rule::slug);
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void unsafeFailsExactlyAsPredicted(String slug) throws SQLException {
    RulePage page = page(slug);
    Matcher predicted = SQLSTATE.matcher(page.block("text finding"));
    boolean willFail =
        Rules.bySlug(slug).orElseThrow().kind() == FindingClass.WILL_FAIL && predicted.find();
    assertThat(run(page, "sql unsafe")).isEqualTo(willFail ? predicted.group(1) : "");
  }

  @ParameterizedTest
  @MethodSource("slugs")
  void safeRuns(String slug) throws SQLException {
    assertThat(run(page(slug), "sql safe")).isEmpty();
  }

  /** The lock model against statements it was not made from. */
  @ParameterizedTest
  @MethodSource("slugs")
  void locksAreThoseOfTheModel(String slug) throws SQLException {
    RulePage page = page(slug);
    for (String role : List.of("sql unsafe", "sql safe")) {
      List<Statement> statements = page.parse(page.block(role)).statements();
      // Inside BEGIN the locks of earlier statements are still there.
      if (statements.stream().anyMatch(it -> it.change() instanceof Change.Transaction)) continue;
      compare(page, statements, OLDEST);
      compare(page, statements, NEWEST);
    }
  }

  private static void compare(RulePage page, List<Statement> statements, Database database)
      throws SQLException {
    ServerVersion server =
        new ServerVersion(Integer.parseInt(database.value("show server_version_num")));
    try (Connection connection = prepared(database, page)) {
      Catalog catalog = page.schema("page");
      connection.setAutoCommit(false);
      for (Statement statement : statements) {
        Map<String, String> measured = locks(connection, statement);
        // Refused there, or another server's syntax: nothing to compare.
        if (measured.containsKey(REFUSED)) return;
        Map<String, String> modelled = locks(catalog, statement.change(), server);
        assertThat(modelled).as("%s on %s", statement.text(), server).isEqualTo(measured);
        Replay.apply(statement.change(), catalog);
      }
    } catch (SQLException otherSyntax) {
      if (database.equals(NEWEST)) throw otherSyntax;
    }
  }

  private static Set<String> existing(Catalog catalog) {
    return Stream.concat(
            catalog.tables().stream().map(Table::name), catalog.indexes().stream().map(Index::name))
        .filter(it -> "page".equals(it.schema()))
        .map(QualifiedName::name)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> locks(Catalog before, Change change, ServerVersion server) {
    Map<String, String> locks = new TreeMap<>();
    for (RelationLock lock : new LockModel(server).effects(change, before).locks()) {
      locks.put(lock.relation().name(), lock.mode().catalogName());
    }
    locks.keySet().retainAll(existing(before));
    return locks;
  }

  private static Map<String, String> locks(Connection connection, Statement statement)
      throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute(REMEMBER);
      connection.commit();
      sql.execute(statement.text());
      Map<String, String> locks = new TreeMap<>();
      try (var rows = sql.executeQuery(HELD)) {
        while (rows.next()) locks.merge(rows.getString(1), rows.getString(2), Strongest::of);
      }
      connection.commit();
      return locks;
    } catch (SQLException refused) {
      connection.rollback();
      return new TreeMap<>(Map.of(REFUSED, String.valueOf(refused.getSQLState())));
    }
  }

  /** The SQLSTATE of the first statement that fails; empty where none does. */
  private static String run(RulePage page, String role) throws SQLException {
    try (Connection connection = prepared(database(page), page);
        var sql = connection.createStatement()) {
      boolean wrapped = page.options().contains("runner=one-per-file");
      if (wrapped) sql.execute("begin");
      for (Statement statement : page.parse(page.block(role)).statements()) {
        try {
          sql.execute(statement.text());
        } catch (SQLException failed) {
          return String.valueOf(failed.getSQLState());
        }
      }
      return "";
    }
  }

  private static Connection prepared(Database database, RulePage page) throws SQLException {
    Connection connection = database.connect();
    try (var sql = connection.createStatement()) {
      sql.execute("drop schema if exists page cascade");
      sql.execute("create schema page");
      sql.execute("set search_path = page");
      for (Statement statement : page.parse(page.block("sql schema")).statements()) {
        sql.execute(statement.text());
      }
    }
    return connection;
  }

  private static Database database(RulePage page) {
    return page.options().contains("pg=") ? OLDEST : NEWEST;
  }

  private static RulePage page(String slug) {
    return RulePage.of(Rules.bySlug(slug).orElseThrow());
  }

  /** Two locks of one session on one relation. */
  private static final class Strongest {
    private Strongest() {}

    static String of(String one, String other) {
      return LockMode.ofCatalogName(one).strongest(LockMode.ofCatalogName(other)).catalogName();
    }
  }
}
