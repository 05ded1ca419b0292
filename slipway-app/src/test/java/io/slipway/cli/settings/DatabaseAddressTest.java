package io.slipway.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
  private static DatabaseAddress parse(String text) {
    return DatabaseAddress.parse(text, Map.of("PGUSER", "me"), "--database");
  }

  @Test
  void aLibpqUriBecomesAJdbcUrlWithoutCredentials() {
    DatabaseAddress address = parse("postgres://app:s%40cret@db.example:6000/shop?sslmode=require");
    assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example:6000/shop");
    assertThat(address.properties())
        .containsEntry("user", "app")
        .containsEntry("password", "s@cret")
        .containsEntry("sslmode", "require");
    assertThat(address.shown()).isEqualTo("postgresql://app@db.example:6000/shop");
  }

  @Test
  void aJdbcUrlIsTakenAsItIs() {
    DatabaseAddress address = parse("jdbc:postgresql://localhost/shop?user=app&password=a+b");
    assertThat(address.url()).isEqualTo("jdbc:postgresql://localhost:5432/shop");
    assertThat(address.properties()).containsEntry("user", "app").containsEntry("password", "a+b");
  }

  @Test
  void severalHostsKeepTheirPorts() {
    DatabaseAddress address = parse("postgresql://a:1,b:2/shop?target_session_attrs=read-write");
    assertThat(address.url()).isEqualTo("jdbc:postgresql://a:1,b:2/shop");
    assertThat(address.properties()).containsEntry("targetServerType", "primary");
  }

  @Test
  void whatIsMissingComesFromTheEnvironment() {
    assertThat(parse("postgresql://").shown()).isEqualTo("postgresql://me@localhost:5432/me");
  }

  @Test
  void theMessageNeverRepeatsThePassword() {
    assertThatThrownBy(() -> parse("mysql://app:secret@h/d"))
        .hasMessageContaining("does not start with postgresql://")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> parse("postgresql://app:se cret@h/d"))
        .hasMessageContaining("--database")
        .hasMessageNotContaining("cret@");
  }

  @Test
  void aUnixSocketIsRefusedByName() {
    assertThatThrownBy(() -> parse("postgresql:///shop?host=/var/run/postgresql"))
        .hasMessageContaining("Unix socket");
  }
}
