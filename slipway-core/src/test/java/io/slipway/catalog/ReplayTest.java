package io.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Table.Age;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no server can be asked about: ages, missing history, and time. */
class ReplayTest {
  private final SqlParser parser = SqlParser.create();
  private final Catalog catalog = Catalog.empty();

  private void replay(String sql) {
    replay(sql, catalog);
  }

  private void replay(String sql, Catalog into) {
    for (Statement statement : parser.parse("test.sql", sql).statements()) {
      Replay.apply(statement.change(), into);
    }
  }

  private Table table(String name) {
    return catalog.table(QualifiedName.of(name)).orElseThrow();
  }

  @Test
  void aTableGrowsOlderWithItsTransactionAndItsMigration() {
    replay("begin; create table t (a int)");
    assertThat(table("t").age()).isEqualTo(Age.CREATED_IN_TRANSACTION);
    replay("commit");
    assertThat(table("t").age()).isEqualTo(Age.CREATED_IN_MIGRATION);
    replay("alter table t add column b int");
    catalog.migrationFinished();
    assertThat(table("t").age()).isEqualTo(Age.EXISTING);
    replay("begin; alter table t add column c int; commit");
    assertThat(table("t").age()).isEqualTo(Age.EXISTING);
  }

  @Test
  void aTableMadeOutsideATransactionIsSeenByOthersAtOnce() {
    replay("create table t (a int)");
    assertThat(table("t").age()).isEqualTo(Age.CREATED_IN_MIGRATION);
  }

  @Test
  void anEnumForgetsTheLabelsOfItsTransactionAtCommit() {
    replay("create type mood as enum ('sad')");
    catalog.migrationFinished();
    replay("begin; alter type mood add value 'happy'");
    QualifiedName mood = QualifiedName.of("public", "mood");
    assertThat(catalog.type(mood))
        .contains(
            new TypeDef.EnumType(mood, List.of("sad", "happy"), List.of("happy"), Age.EXISTING));
    replay("commit");
    assertThat(catalog.type(mood))
        .contains(new TypeDef.EnumType(mood, List.of("sad", "happy"), List.of(), Age.EXISTING));
  }

  @Test
  void aRolledBackDropGivesEverythingBack() {
    replay(
        """
        create table p (id int primary key);
        create table t (id serial primary key, p int references p, v text);
        create index iv on t (v);
        create view vw as select v from t;
        alter table t enable row level security;
        create policy po on t using (v is not null)
        """);
    Catalog before = catalog.copy();
    replay("begin; drop table t cascade; drop table p; create table p (x text); rollback");
    assertThat(table("t")).isEqualTo(before.table(QualifiedName.of("t")).orElseThrow());
    assertThat(table("p")).isEqualTo(before.table(QualifiedName.of("p")).orElseThrow());
    assertThat(catalog.indexesOf(QualifiedName.of("t")))
        .extracting(it -> it.name().name())
        .containsExactlyInAnyOrder("t_pkey", "iv");
    assertThat(catalog.viewsOn(QualifiedName.of("t"))).hasSize(1);
    assertThat(catalog.inboundForeignKeys(QualifiedName.of("p"))).hasSize(1);
    assertThat(catalog.policies(QualifiedName.of("t"))).hasSize(1);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    replay("create table t (a int); begin; alter table t add column b int");
    Catalog copy = catalog.copy();
    replay("rollback", copy);
    replay("commit; create index ia on t (a)");
    assertThat(copy.table(QualifiedName.of("t")).orElseThrow().columns()).hasSize(1);
    assertThat(copy.indexesOf(QualifiedName.of("t"))).isEmpty();
    assertThat(table("t").columns()).hasSize(2);
    assertThat(catalog.indexesOf(QualifiedName.of("t"))).hasSize(1);
  }

  @Test
  void aTableNobodyCreatedBecomesKnownAsFarAsStatementsTell() {
    Catalog unknown = Catalog.unknown();
    replay(
        """
        alter table orders add column note text not null;
        alter table orders drop column legacy, alter total set not null, alter total type bigint;
        alter table orders add constraint positive check (total > 0) not valid;
        alter table orders rename column legacy2 to legacy3;
        alter table orders drop constraint nobody_knows;
        create index on orders (customer);
        create trigger tr before insert on items execute function f();
        drop table gone cascade; drop index gone_idx; drop type gone; drop function gone();
        alter index gone_idx rename to still_gone; alter sequence gone_seq restart;
        alter type mood add value 'x'; comment on column orders.total is 'x';
        alter table if exists perhaps add column a int
        """,
        unknown);
    QualifiedName orders = QualifiedName.of("orders");
    Table table = unknown.table(orders).orElseThrow();
    assertThat(table.age()).isEqualTo(Age.EXISTING);
    assertThat(table.columns()).extracting(Column::name).containsExactly("note");
    assertThat(table.constraint("positive")).get().returns(false, Constraint::validated);
    assertThat(unknown.indexesOf(orders))
        .extracting(it -> it.name().name())
        .containsExactly("orders_customer_idx");
    assertThat(unknown.knowsAllOf(orders)).isFalse();
    assertThat(unknown.table(QualifiedName.of("perhaps"))).isEmpty();
    replay("create table made (a int)", unknown);
    assertThat(unknown.knowsAllOf(QualifiedName.of("made"))).isTrue();
  }

  @Test
  void setConfigOfPgDumpEmptiesTheSearchPath() {
    replay("select pg_catalog.set_config('search_path', '', false); create table s.t (a int)");
    assertThat(catalog.searchPath()).isEmpty();
    assertThat(catalog.table(QualifiedName.of("s", "t"))).isPresent();
  }

  @Test
  void tenThousandStatementsOverAThousandTablesTakeWellUnderASecond() {
    Script script = parser.parse("big.sql", thousandTables());
    assertThat(script.statements()).hasSize(10_000);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      Catalog big = Catalog.empty();
      long start = System.nanoTime();
      script.statements().forEach(statement -> Replay.apply(statement.change(), big));
      big.migrationFinished();
      best = Math.min(best, System.nanoTime() - start);
      assertThat(big.tables()).hasSize(1_000);
    }
    assertThat(best / 1_000_000).as("milliseconds").isLessThan(1_000);
  }

  private static String thousandTables() {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      String name = "t" + i;
      String parent = "t" + Math.max(0, i - 1);
      sql.append("begin; create table ")
          .append(name)
          .append(" (id int primary key, a int, b text);");
      sql.append("create index on ").append(name).append(" (a);");
      sql.append("alter table ").append(name).append(" add column c int not null default 1;");
      sql.append("alter table ").append(name).append(" add foreign key (a) references ");
      sql.append(parent).append(";");
      sql.append("alter table ").append(name).append(" rename column b to d;");
      sql.append("alter table ").append(name).append(" add check (c > 0);");
      sql.append("alter table ").append(name).append(" rename to n").append(i).append(";");
      sql.append("alter table n").append(i).append(" rename to ").append(name).append("; commit;");
    }
    return sql.toString();
  }
}
