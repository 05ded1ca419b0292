package io.slipway.acceptance;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The server of this JVM, and folders of migrations. */
final class Servers {
  private Servers() {}

  /** Started at first use, gone with the JVM. */
  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server =
          EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), 18, Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }

  static EmbeddedPostgres shared() {
    return Shared.SERVER;
  }

  /** A folder with one migration. */
  static Path migrations(String name, String sql) {
    try {
      Path folder = Files.createTempDirectory("slipway-migrations-");
      Files.writeString(folder.resolve(name), sql);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
