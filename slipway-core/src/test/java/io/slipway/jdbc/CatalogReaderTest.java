package io.slipway.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Column;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.catalog.View;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What only a live database knows; shapes are proved by {@link CatalogLawTest}. */
class CatalogReaderTest {
  private final SqlParser parser = SqlParser.create();

  private static QualifiedName name(String table) {
    return QualifiedName.of("public", table);
  }

  @Test
  void sizesOwnersAndRowsComeFromTheServer() throws SQLException {
    for (int major : TestPostgres.majors()) {
      try (var database = TestPostgres.fresh(major);
          Connection connection = database.connect()) {
        database.execute("create table t (a int); insert into t select generate_series(1, 5000)");
        database.execute("create table untouched (a int)");
        database.execute("insert into untouched select generate_series(1, 5000)");
        database.execute("analyze t");
        Catalog catalog = new CatalogReader(parser).read(connection);
        Table table = catalog.table(name("t")).orElseThrow();
        Table untouched = catalog.table(name("untouched")).orElseThrow();
        assertThat(catalog.complete()).isTrue();
        assertThat(table.rows()).isEqualTo(5_000);
        assertThat(table.bytes()).isBetween(100_000L, 400_000L);
        assertThat(table.owner()).isEqualTo("postgres");
        assertThat(table.age()).isEqualTo(Table.Age.EXISTING);
        assertThat(untouched.rows()).isEqualTo(-1);
        assertThat(untouched.bytes()).isBetween(100_000L, 400_000L);
      }
    }
  }

  @Test
  void expressionsAndDefinitionsAreTheServers() throws SQLException {
    try (var database = TestPostgres.fresh();
        Connection connection = database.connect()) {
      database.execute(
          """
          create table t (id serial, a int default 1 + 1, b text,
            g int generated always as (a * 2) stored, check (a > 0 and b is not null));
          create index odd on t (lower(b) desc, a) where b <> '';
          create view v as select a, b as renamed from t
          """);
      Catalog catalog = new CatalogReader(parser).read(connection);
      Table table = catalog.table(name("t")).orElseThrow();
      assertThat(table.column("id").map(Column::defaultValue))
          .hasValueSatisfying(
              it -> assertThat(it.sql()).isEqualTo("nextval('public.t_id_seq'::regclass)"))
          .hasValueSatisfying(it -> assertThat(it.functions()).hasSize(1));
      assertThat(table.column("a").map(Column::defaultValue))
          .hasValueSatisfying(it -> assertThat(it.sql()).isEqualTo("(1 + 1)"));
      assertThat(table.column("g").map(Column::generatedAs))
          .hasValueSatisfying(it -> assertThat(it.columns()).containsExactly("a"));
      assertThat(table.constraint("t_check"))
          .hasValueSatisfying(
              it -> assertThat(it.definition()).isEqualTo("CHECK (((a > 0) AND (b IS NOT NULL)))"));
      assertThat(catalog.index(name("odd")).map(Index::definition))
          .contains(
              "CREATE INDEX odd ON public.t USING btree (lower(b) DESC, a) WHERE (b <> ''::text)");
      assertThat(catalog.view(name("v")).map(View::definition))
          .hasValueSatisfying(it -> assertThat(it).contains("FROM public.t"));
      assertThat(catalog.table(name("v")).orElseThrow().columns())
          .extracting(Column::name)
          .containsExactly("a", "renamed");
    }
  }

  @Test
  void theSessionsSearchPathIsReadAndLeftAlone() throws SQLException {
    try (var database = TestPostgres.fresh();
        Connection connection = database.connect();
        var statement = connection.createStatement()) {
      database.execute("create schema \"Odd one\"; create table \"Odd one\".t (a int)");
      statement.execute("set search_path = \"Odd one\", missing, public");
      Catalog catalog = new CatalogReader(parser).read(connection);
      assertThat(catalog.searchPath()).containsExactly("Odd one", "public");
      assertThat(catalog.table(QualifiedName.of("t")))
          .hasValueSatisfying(it -> assertThat(it.name().schema()).isEqualTo("Odd one"));
      try (var result = statement.executeQuery("show search_path")) {
        result.next();
        assertThat(result.getString(1)).isEqualTo("\"Odd one\", missing, public");
      }
    }
  }

  @Test
  void temporaryTablesAndTheServersOwnAreLeftOut() throws SQLException {
    try (var database = TestPostgres.fresh();
        Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("create temporary table scratch (a int)");
      Catalog catalog = new CatalogReader(parser).read(connection);
      assertThat(catalog.tables()).isEmpty();
      assertThat(catalog.types()).isEmpty();
      assertThat(catalog.allRoutines()).isEmpty();
    }
  }

  @Test
  @Tag("slow")
  void fiveThousandTablesAreReadInSeconds() throws SQLException {
    try (var database = TestPostgres.fresh();
        Connection connection = database.connect()) {
      for (int thousand = 0; thousand < 5; thousand++) database.execute(thousandTables(thousand));
      CatalogReader reader = new CatalogReader(parser);
      reader.read(connection);
      long start = System.nanoTime();
      Catalog catalog = reader.read(connection);
      long millis = (System.nanoTime() - start) / 1_000_000;
      System.out.println("5,000 tables read in " + millis + " ms");
      assertThat(catalog.tables()).hasSize(10_000);
      assertThat(catalog.indexes()).hasSize(10_000);
      assertThat(millis).isLessThan(10_000);
    }
  }

  /** Ten columns, two indexes, a sequence and a CHECK of its own each. */
  private static String thousandTables(int thousand) {
    return """
        do $$ begin
          for i in %d..%d loop
            execute format('create table t%%s (id bigserial primary key, a int not null default 0,
              b text default ''x'', c timestamptz default now(), d numeric(10, 2), e uuid, f jsonb,
              g boolean default false, h varchar(40), k int, check (k > %%s))', i, i);
            execute format('create index on t%%s (a, b)', i);
          end loop;
        end $$"""
        .formatted(thousand * 1_000, thousand * 1_000 + 999);
  }
}
