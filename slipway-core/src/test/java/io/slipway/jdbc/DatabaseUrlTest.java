package io.slipway.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  private static final Map<String, String> NOTHING = Map.of();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://alice:p%40ss@db.example:5433/shop?sslmode=require&connect_timeout=3",
        "postgresql://alice:p%40ss@db.example:5433/shop?sslmode=require&connect_timeout=3",
        "jdbc:postgresql://db.example:5433/shop?user=alice&password=p%40ss&sslmode=require"
            + "&connectTimeout=3",
        "host=db.example port=5433 dbname=shop user=alice password='p@ss' sslmode=require"
            + " connect_timeout=3",
      })
  void readsEverySpelling(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text, NOTHING);
    assertThat(url)
        .isEqualTo(
            new DatabaseUrl(
                "db.example",
                5433,
                "shop",
                "alice",
                "p@ss",
                Map.of("sslmode", "require", "connectTimeout", "3")));
    assertThat(url.toString()).doesNotContain("p@ss").doesNotContain("p%40ss");
  }

  @Test
  void fillsInFromTheEnvironment(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pgpass");
    Files.writeString(file, "# mine\nother:*:*:*:no\n*:5999:*:bob:se\\:cret\n");
    Map<String, String> env =
        Map.of("PGHOST", "h", "PGPORT", "5999", "PGUSER", "bob", "PGPASSFILE", file.toString());
    DatabaseUrl url = DatabaseUrl.parse(null, env);
    assertThat(url).isEqualTo(new DatabaseUrl("h", 5999, "bob", "bob", "se:cret", Map.of()));
    assertThat(DatabaseUrl.parse(null, Map.of("DATABASE_URL", "postgres://a@b/c")).database())
        .isEqualTo("c");
    assertThat(DatabaseUrl.parse("postgres:///c", Map.of("PGUSER", "x")).host())
        .isEqualTo("localhost");
    assertThat(DatabaseUrl.parse("postgres://a@[::1]:6000/c", NOTHING).jdbcUrl())
        .isEqualTo("jdbc:postgresql://[::1]:6000/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://alice:secret@db/shop",
        "postgres://alice:secret@db:port/shop",
        "postgres://alice:secret@a,b/shop",
        "postgres://alice:secret@db/shop?sslmode",
        "postgres://alice:secret%zz@db/shop",
        "secret",
      })
  void refusesWithoutRepeatingThePassword(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text, NOTHING))
        .isInstanceOfSatisfying(
            SlipwayException.class,
            e -> {
              assertThat(e.problem().kind()).isEqualTo(Kind.USAGE);
              assertThat(e.problem().render()).doesNotContain("secret");
            });
  }

  @Test
  void saysThatNoDatabaseWasGiven() {
    assertThatThrownBy(() -> DatabaseUrl.parse(null, NOTHING))
        .hasMessageContaining("no database given");
  }
}
