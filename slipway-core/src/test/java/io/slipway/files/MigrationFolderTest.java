package io.slipway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.migration.Migration;
import io.slipway.migration.Migration.Kind;
import io.slipway.migration.Migrations;
import io.slipway.migration.Runner;
import io.slipway.migration.Runner.Transactions;
import io.slipway.sql.Change;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFolderTest {
  private static final Path LAYOUTS =
      Path.of(System.getProperty("slipway.root", ".."), "slipway-core/src/test/resources/layouts");

  private final SqlParser parser = SqlParser.create();

  private Migrations read(String layout) {
    return MigrationFolder.read(parser, LAYOUTS.resolve(layout));
  }

  private static List<String> titles(Migrations migrations) {
    return migrations.all().stream().map(Migration::title).toList();
  }

  private static List<String> kinds(Script script) {
    return script.statements().stream().map(Statement::kind).toList();
  }

  private static Script down(Migration migration) {
    return Objects.requireNonNull(migration.down());
  }

  @Test
  void flywayFilesRunInTheOrderOfTheirVersionsAndRepeatableOnesLast() {
    Migrations migrations = read("flyway");
    assertThat(titles(migrations))
        .containsExactly(
            "1 create orders", "1.9 add total", "1.10 later", "2 index", "repeatable order notes");
    assertThat(migrations.all()).allMatch(it -> it.runner() == Runner.FLYWAY);
    assertThat(migrations.all().getLast().kind()).isEqualTo(Kind.REPEATABLE);
    assertThat(migrations.unread()).singleElement().asString().endsWith("beforeMigrate.sql");
  }

  @Test
  void flywayUndoAndSideFilesBelongToTheirMigration() {
    List<Migration> all = read("flyway").all();
    assertThat(kinds(down(all.get(1)))).containsExactly("ALTER TABLE");
    assertThat(down(all.get(1)).name()).endsWith("U1.9__add_total.sql");
    assertThat(all.get(0).transactions()).isEqualTo(Transactions.PER_FILE);
    assertThat(all.get(3).transactions()).isEqualTo(Transactions.NONE);
  }

  @Test
  void theChecksumIsFlyways() {
    // Flyway 13 wrote this number for this file into flyway_schema_history.
    assertThat(read("flyway").all().get(2).checksum()).isEqualTo(933357521);
  }

  @Test
  void everyLiquibaseChangesetIsAMigrationWithItsRollback() {
    List<Migration> all = read("liquibase").all();
    assertThat(all)
        .extracting(Migration::description)
        .containsExactly("ann:create-orders", "Bob B:index it", "ann:second-file", "ann:view");
    assertThat(kinds(all.get(1).up())).containsExactly("CREATE INDEX");
    assertThat(all.get(1).up().statements().getFirst().span().line()).isEqualTo(8);
    assertThat(all.get(1).transactions()).isEqualTo(Transactions.NONE);
    assertThat(down(all.get(1)).statements().getFirst().text()).matches("drop index\\s+orders_id");
    assertThat(all.get(3).kind()).isEqualTo(Kind.REPEATABLE);
    assertThat(all.get(3).down()).isNull();
  }

  @Test
  void prismaFoldersAreMigrationsSentAsOneMessage() {
    Migrations migrations = read("prisma");
    assertThat(titles(migrations))
        .containsExactly("20260101120000 create orders", "20260102120000 index");
    assertThat(migrations.all()).allMatch(it -> it.transactions() == Transactions.IMPLICIT);
  }

  @Test
  void drizzleFollowsItsJournalAndItsBreakpoints() {
    Migrations migrations = read("drizzle");
    assertThat(titles(migrations)).containsExactly("0 mighty thor", "1 swift hulk");
    Migration first = migrations.all().getFirst();
    assertThat(kinds(first.up())).containsExactly("CREATE TABLE", "CREATE INDEX", "ALTER TABLE");
    assertThat(first.transactions()).isEqualTo(Transactions.WHOLE_RUN);
    assertThat(migrations.unread()).singleElement().asString().endsWith("0002_forgotten.sql");
  }

  @Test
  void golangMigrateHasItsWayBackInASecondFile() {
    Migration migration = read("golang").all().getFirst();
    assertThat(migration.title()).isEqualTo("000001 create orders");
    assertThat(kinds(down(migration))).containsExactly("DROP TABLE");
    assertThat(migration.runner()).isEqualTo(Runner.GOLANG_MIGRATE);
  }

  @Test
  void dbmateSectionsAreToldApartAndMaySwitchTheTransactionOff() {
    Migration migration = read("dbmate").all().getFirst();
    assertThat(migration.runner()).isEqualTo(Runner.DBMATE);
    assertThat(kinds(migration.up())).containsExactly("CREATE INDEX");
    assertThat(kinds(down(migration))).containsExactly("DROP INDEX");
    assertThat(down(migration).statements().getFirst().span().line()).isEqualTo(5);
    assertThat(migration.transactions()).isEqualTo(Transactions.NONE);
  }

  @Test
  void gooseMarkersInsideABodyAreText() {
    List<Migration> all = read("goose").all();
    assertThat(all).allMatch(it -> it.runner() == Runner.GOOSE);
    assertThat(kinds(all.get(0).up())).containsExactly("CREATE FUNCTION");
    assertThat(kinds(down(all.get(0)))).containsExactly("DROP FUNCTION");
    assertThat(all.get(0).transactions()).isEqualTo(Transactions.PER_FILE);
    assertThat(all.get(1).transactions()).isEqualTo(Transactions.NONE);
  }

  @Test
  void supabaseIsKnownByItsFolder() {
    assertThat(read("supabase/migrations").all().getFirst().runner()).isEqualTo(Runner.SUPABASE);
  }

  @Test
  void plainFilesFindTheirRollbacksByNumber() {
    List<Migration> all = read("plain").all();
    assertThat(all)
        .extracting(Migration::title)
        .containsExactly("0001 create orders", "0092 add a");
    assertThat(all.get(0).down()).isNull();
    assertThat(kinds(down(all.get(1)))).containsExactly("ALTER TABLE");
    assertThat(all.get(1).transactions()).isEqualTo(Transactions.NONE);
  }

  @Test
  void upAndDownSectionsAreCutWhereACommentSaysNothingElse() {
    Migration migration = read("sections").all().getFirst();
    assertThat(kinds(migration.up())).containsExactly("CREATE TABLE");
    assertThat(kinds(down(migration))).containsExactly("DROP TABLE");
  }

  @Test
  void includedFilesStandInTheirPlace() {
    Migration migration = read("includes").all().getFirst();
    assertThat(kinds(migration.up())).containsExactly("CREATE TABLE", "CREATE TABLE", "SELECT");
  }

  @Test
  void aSingleFileIsEnough() {
    Path file = LAYOUTS.resolve("includes/parts/more.sql");
    assertThat(titles(MigrationFolder.read(parser, file))).containsExactly("1 more");
  }

  @Test
  void aMissingAndAnEmptyFolderAreToldApart(@TempDir Path empty) {
    assertThatThrownBy(() -> read("nowhere"))
        .hasMessageContaining("FILES-1 there is no folder")
        .hasMessageContaining("slipway lint");
    assertThatThrownBy(() -> MigrationFolder.read(parser, empty))
        .hasMessageContaining("FILES-2 no migration was found")
        .hasMessageContaining("It holds no .sql file.");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirPlace(@TempDir Path folder) throws IOException {
    Files.write(
        folder.resolve("1_a.sql"), "select 1;\nselect 'ä';".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> MigrationFolder.read(parser, folder))
        .hasMessageContaining("1_a.sql:2: the file is not UTF-8")
        .hasMessageContaining("Byte 18")
        .hasMessageContaining("0xE4");
  }

  @Test
  void aMissingIncludeIsLeftForWhoReadsTheStatements(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("1_a.sql"), "select 1;\n\\ir gone.sql\nselect 2;");
    assertThat(MigrationFolder.read(parser, folder).all().getFirst().up().statements())
        .hasSize(3)
        .element(1)
        .satisfies(
            it ->
                assertThat(((Change.PsqlCommand) it.change()).refusal())
                    .isEqualTo("\\ir names a file that is not there: gone.sql"));
  }

  @Test
  void aFileThatIncludesItselfIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("1_a.sql"), "\\ir 1_a.sql\n");
    assertThatThrownBy(() -> MigrationFolder.read(parser, folder))
        .hasMessageContaining("the file includes itself");
  }

  @Test
  void twoFilesOfOneVersionAreRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("V1__a.sql"), "select 1");
    Files.writeString(folder.resolve("V1.0__b.sql"), "select 2");
    assertThatThrownBy(() -> MigrationFolder.read(parser, folder))
        .hasMessageContaining("two migrations have version 1")
        .hasMessageContaining("V1__a.sql")
        .hasMessageContaining("V1.0__b.sql");
  }
}
