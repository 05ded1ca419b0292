package io.slipway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void startsCrashesAndComesBackWithItsData(int major) throws Exception {
    Path data;
    try (var server = EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, Map.of())) {
      data = server.data();
      execute(server, "create table kept(id int); insert into kept values (1)");
      server.stop("immediate");
      server.start();
      assertThat(
              query(server, "select current_setting('server_version_num')::int / 10000 from kept"))
          .isEqualTo("" + major);
    }
    assertThat(Files.exists(data)).isFalse();
  }

  private static void execute(EmbeddedPostgres server, String sql) throws Exception {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres server, String sql) throws Exception {
    try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
