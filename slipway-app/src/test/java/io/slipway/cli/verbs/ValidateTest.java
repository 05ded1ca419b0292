package io.slipway.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CommandLineRun;
import java.sql.SQLException;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ValidateTest extends OnServer {
  private CommandLineRun migrated() {
    CommandLineRun run =
        CommandLineRun.in(folder)
            .with("DATABASE_URL", uri())
            .with("USER", "ann")
            .file("migrations/V1__t.sql", "CREATE TABLE t (id serial PRIMARY KEY);")
            .slipway("migrate");
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }

  @Test
  void withoutAnOptionFilesAreHeldAgainstTheHistory() {
    CommandLineRun run = migrated().slipway("validate");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("PASS  no-changed-migrations", "1 check: 0 failed");
    run.file("migrations/V1__t.sql", "CREATE TABLE t (id bigserial PRIMARY KEY);");
    assertThat(run.slipway("validate").exit()).isEqualTo(4);
    assertThat(run.out()).contains("FAIL  no-changed-migrations", "V1__t.sql", "Restore the file");
  }

  @Test
  void warningsStopUntilAPersonAcceptsThem() throws SQLException {
    CommandLineRun run = migrated();
    execute(
        """
        INSERT INTO _migration_backups (kind, location, verified_at) VALUES ('full', '/b', now())""");
    assertThat(run.slipway("validate", "--pre").exit()).isEqualTo(4);
    assertThat(run.out()).contains("WARN  disk-has-room", "0 failed, 1 warning (go on with");
    assertThat(run.slipway("validate", "--pre", "--accept-warnings").exit()).isZero();
    assertThat(run.out()).contains("1 warning (accepted)");
    assertThat(value("SELECT approved_by || ' ' || comment FROM _migration_approvals"))
        .isEqualTo("ann accepted warnings: disk-has-room");
    execute("UPDATE _migration_backups SET verified_at = NULL");
    assertThat(run.slipway("validate", "--pre", "--accept-warnings").exit()).isEqualTo(4);
    assertThat(run.out()).contains("FAIL  backup-is-fresh", "→ slipway backup --verify");
  }

  @Test
  void whatIsPendingIsLookedAt() {
    CommandLineRun run = migrated().file("migrations/V2__t.sql", "CREATE TABLE t (id int);");
    run.slipway("validate", "--pre", "--format", "json");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.json().get("checks"))
        .asString()
        .contains("check=names-are-free, severity=ERROR, status=FAIL", "V2__t.sql:1");
  }

  @Test
  void afterwardsTheDataIsRead() throws Exception {
    CommandLineRun run = migrated();
    assertThat(run.slipway("validate", "--post", "--data").exit()).as(run.out()).isZero();
    execute("INSERT INTO t VALUES (77)");
    assertThat(run.slipway("validate", "--post", "--data", "--format", "junit").exit())
        .isEqualTo(4);
    var suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new java.io.ByteArrayInputStream(
                    run.out().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .getElementsByTagName("testsuite")
            .item(0)
            .getAttributes();
    assertThat(List.of(suite.getNamedItem("tests").getNodeValue(), failures(suite)))
        .containsExactly("6", "1");
    assertThat(run.out()).contains("SELECT setval('t_id_seq', 77);");
  }

  private static String failures(org.w3c.dom.NamedNodeMap suite) {
    return suite.getNamedItem("failures").getNodeValue();
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    CommandLineRun run = migrated().slipway("validate", "--pre", "--health", "localhost");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("CLI-70", "http://");
  }
}
