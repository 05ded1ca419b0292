package io.slipway.analysis.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.locks.LockMatrix.Form;
import io.slipway.analysis.locks.LockMatrix.Measurement;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.SqlState;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures the lock matrix anew: each form in a transaction on a server, its locks from {@code
 * pg_locks}, its rewrites from {@code relfilenode}, its scans from the transaction's own
 * statistics.
 */
class LockMatrixLiveTest {
  /**
   * What minor versions have changed since the matrix was measured. A new foreign key leaves
   * AccessShareLock on the referenced key's index: it conflicts with nothing that the lock on the
   * table does not. 14 has got tablespaces without a place of their own.
   */
  private static final Set<String> CHANGED_SINCE =
      Set.of(
          "add fk NOT ENFORCED",
          "add fk NOT VALID",
          "add fk NOT VALID from partitioned",
          "add fk to partitioned",
          "addcol references (nullable)",
          "create table w/ FK",
          "type varchar widening w/ FK on col",
          "x2 alter index set tablespace (different)",
          "x2 create foreign key deferrable",
          "x2 set tablespace (different)");

  private static final String KEY_LOCK = ", p[at]?_pkey=AccessShareLock";

  /** The servers the default suite has; those of {@code make prove} take the other test. */
  static List<Integer> some() {
    return TestPostgres.majors().stream().filter(it -> it == 18).toList();
  }

  static List<Integer> all() {
    return TestPostgres.majors();
  }

  @ParameterizedTest
  @MethodSource("some")
  void theNewestServerDoesWhatIsWrittenDown(int major) throws SQLException {
    measure(major);
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("prove")
  void everyServerDoesWhatIsWrittenDown(int major) throws SQLException {
    measure(major);
  }

  private static void measure(int major) throws SQLException {
    Map<String, String> wrong = new TreeMap<>();
    int measured = 0;
    try (TestPostgres.Database database = TestPostgres.fresh(major);
        Bench bench = new Bench(database)) {
      for (Form form : LockMatrix.read()) {
        Measurement due = form.measured().get(major);
        String live = bench.measured(form);
        String written = due == null ? Bench.REJECTED : due.toString();
        if (CHANGED_SINCE.contains(form.id())) {
          if (due == null) continue;
          live = live.replaceFirst(KEY_LOCK, "");
          written = written.replaceFirst(KEY_LOCK, "");
        }
        if (due != null) measured++;
        if (!live.equals(written))
          wrong.put(form.id(), "written " + written + "\n     live " + live);
      }
    }
    System.err.printf("lock matrix on %d: %d forms measured again%n", major, measured);
    assertThat(wrong).as("forms that PostgreSQL %d does otherwise", major).isEmpty();
  }

  /** Tries one form after the other, each in a schema made for it and in a session of its own. */
  private static final class Bench implements AutoCloseable {
    static final String REJECTED = "rejected";
    private static final SqlParser PARSER = SqlParser.create();
    private final TestPostgres.Database database;
    private final Connection maker;
    private final Set<String> ofOthers;

    Bench(TestPostgres.Database database) throws SQLException {
      this.database = database;
      this.maker = database.connect();
      try (Statement statement = maker.createStatement()) {
        statement.execute("SET allow_in_place_tablespaces = on");
        this.ofOthers = Set.copyOf(strings(statement, GLOBALS));
      }
    }

    /** What a form's setup may make outside its schema. */
    private static final String GLOBALS =
        """
        SELECT 'DROP PUBLICATION ' || quote_ident(pubname) FROM pg_publication
        UNION ALL SELECT 'DROP EXTENSION ' || quote_ident(extname) || ' CASCADE' FROM pg_extension
        UNION ALL SELECT 'DROP SCHEMA ' || quote_ident(nspname) || ' CASCADE' FROM pg_namespace
         WHERE nspname !~ '^pg_'
        UNION ALL SELECT 'DROP ACCESS METHOD ' || quote_ident(amname) || ' CASCADE' FROM pg_am
        UNION ALL SELECT 'DROP TABLESPACE ' || quote_ident(spcname) FROM pg_tablespace\
        """;

    String measured(Form form) throws SQLException {
      try (Statement making = maker.createStatement()) {
        making.execute("CREATE SCHEMA s; SET search_path = s, public");
        boolean isPrepared = isPrepared(making, form.setup());
        try (Connection connection = database.connect();
            Statement statement = connection.createStatement()) {
          return isPrepared ? measured(form, connection, statement) : REJECTED;
        } finally {
          for (String it : strings(making, GLOBALS)) if (!ofOthers.contains(it)) making.execute(it);
        }
      }
    }

    /** False where this version does not know what the form is about. */
    private static boolean isPrepared(Statement making, String setup) throws SQLException {
      for (io.slipway.sql.Statement it : PARSER.parse("setup", setup).statements()) {
        try {
          making.execute(it.text());
        } catch (SQLException e) {
          // A tablespace is the whole server's: another test's does as well.
          if (!SqlState.DUPLICATE_OBJECT.equals(e.getSQLState())) return false;
        }
      }
      return true;
    }

    private static String measured(Form form, Connection connection, Statement statement)
        throws SQLException {
      statement.execute("SET search_path = s, public");
      if (!form.pre().isEmpty()) statement.execute(form.pre());
      connection.setAutoCommit(false);
      Map<String, String> names = pairs(statement, NAMES);
      Map<String, String> files = pairs(statement, FILES);
      Map<String, String> scans = pairs(statement, SCANS);
      try {
        statement.execute(form.ddl());
      } catch (SQLException e) {
        return REJECTED;
      }
      return measurement(statement, names, files, scans).toString();
    }

    private static final String NAMES =
        """
        SELECT c.oid::text, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 's'\
        """;
    private static final String FILES =
        "SELECT oid::text, relfilenode::text FROM pg_class WHERE relfilenode <> 0";
    private static final String SCANS =
        "SELECT relid::text, seq_scan::text FROM pg_stat_xact_user_tables";

    private static Measurement measurement(
        Statement statement,
        Map<String, String> names,
        Map<String, String> files,
        Map<String, String> scans)
        throws SQLException {
      Map<String, String> locks = new TreeMap<>();
      Map<String, String> scansNow = pairs(statement, SCANS);
      Map<String, String> filesNow = pairs(statement, FILES);
      try (ResultSet rows =
          statement.executeQuery(
              """
              SELECT relation::text, mode FROM pg_locks
               WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted\
              """)) {
        while (rows.next()) {
          String name = names.get(rows.getString(1));
          if (name != null) locks.merge(name, rows.getString(2), Bench::stronger);
        }
      }
      Set<String> rewritten = new TreeSet<>();
      files.forEach(
          (oid, file) -> {
            String now = filesNow.get(oid);
            String name = names.get(oid);
            if (name != null && now != null && !now.equals(file)) rewritten.add(name);
          });
      Set<String> scanned = new TreeSet<>();
      scansNow.forEach(
          (oid, count) -> {
            String name = names.get(oid);
            if (name != null && !count.equals(scans.getOrDefault(oid, "0"))) scanned.add(name);
          });
      return new Measurement(locks, rewritten, scanned);
    }

    private static String stronger(String one, String other) {
      return LockMode.ofCatalogName(one).strongest(LockMode.ofCatalogName(other)).catalogName();
    }

    private static Map<String, String> pairs(Statement statement, String query)
        throws SQLException {
      Map<String, String> pairs = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) pairs.put(rows.getString(1), rows.getString(2));
      }
      return pairs;
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
      List<String> strings = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) strings.add(rows.getString(1));
      }
      return strings;
    }

    @Override
    public void close() throws SQLException {
      maker.close();
    }
  }
}
