package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One running server on the loopback address, superuser {@code postgres}, no password. Its data is
 * thrown away when it is closed. Safe to use from several threads once started.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final Path installation;
  private final Path home;
  private final int port;
  private final Map<String, String> settings;
  private final Process guardian;

  private EmbeddedPostgres(Path installation, Path home, int port, Map<String, String> settings) {
    this.installation = installation;
    this.home = home;
    this.port = port;
    this.settings = Map.copyOf(settings);
    this.guardian = PostgresProcess.guardian(installation, data());
  }

  /**
   * Starts a fresh cluster of that major version.
   *
   * @param settings postgresql.conf parameters
   */
  public static EmbeddedPostgres start(
      PostgresBinaries binaries, int major, Map<String, String> settings) {
    Path installation = binaries.installation(major);
    try {
      Path home = Files.createTempDirectory("slipway-pg" + major + "-");
      EmbeddedFiles.copy(template(installation), home.resolve("data"));
      PostgresProcess.makeOwn(home);
      var server = new EmbeddedPostgres(installation, home, freePort(), settings);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The data folder of a cluster {@code initdb} made once; copying it takes a tenth of the time.
   */
  private static Path template(Path installation) throws IOException {
    Path template = installation.resolveSibling(installation.getFileName() + "-template");
    Path lock = installation.resolveSibling(installation.getFileName() + "-template.lock");
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      if (held.isValid() && !Files.isDirectory(template)) {
        Path partial = template.resolveSibling(template.getFileName() + ".partial");
        EmbeddedFiles.delete(partial);
        Files.createDirectories(partial);
        PostgresProcess.makeOwn(partial);
        PostgresProcess.run(
            installation,
            "initdb",
            List.of(
                "-D",
                partial.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions"),
            template.resolveSibling(template.getFileName() + ".log"));
        Files.move(partial, template);
      }
    }
    return template;
  }

  /** A streaming replica of it. It is down for a moment, while its files are copied. */
  public EmbeddedPostgres standby() {
    stop("fast");
    try {
      Path copy = Files.createTempDirectory("slipway-standby-");
      EmbeddedFiles.copy(data(), copy.resolve("data"));
      Files.createFile(copy.resolve("data").resolve("standby.signal"));
      PostgresProcess.makeOwn(copy);
      Map<String, String> replica = new HashMap<>(settings);
      replica.put(
          "primary_conninfo", "host=127.0.0.1 user=postgres application_name=standby port=" + port);
      var standby = new EmbeddedPostgres(installation, copy, freePort(), replica);
      start();
      standby.start();
      return standby;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** A JDBC URL of a database on it. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  /** A libpq URI of a database on it. */
  public String uri(String database) {
    return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
  }

  public Path log() {
    return home.resolve("server.log");
  }

  public Path data() {
    return home.resolve("data");
  }

  /** Starts it again after {@link #stop}. */
  public void start() {
    List<String> options = new ArrayList<>();
    defaults().forEach((name, value) -> options.add("-c " + name + "=" + quoted(value)));
    settings.forEach((name, value) -> options.add("-c " + name + "=" + quoted(value)));
    String joined = "-p " + port + " " + String.join(" ", options);
    PostgresProcess.run(
        installation,
        "pg_ctl",
        List.of("-w", "-D", data().toString(), "-l", log().toString(), "-o", joined, "start"),
        home.resolve("pg_ctl.log"));
  }

  private static Map<String, String> defaults() {
    return Map.of(
        "listen_addresses", "127.0.0.1",
        "unix_socket_directories", "",
        "fsync", "off",
        "wal_level", "logical",
        "max_connections", "200",
        "timezone", "America/Los_Angeles",
        "log_timezone", "UTC",
        "shared_buffers", "128MB");
  }

  private static String quoted(String value) {
    return value.isEmpty() || value.contains(" ") ? "'" + value + "'" : value;
  }

  /**
   * @param mode smart, fast or immediate (a crash, as far as the next start can tell)
   */
  public void stop(String mode) {
    PostgresProcess.run(
        installation,
        "pg_ctl",
        List.of("-w", "-D", data().toString(), "-m", mode, "stop"),
        home.resolve("pg_ctl.log"));
  }

  @Override
  public void close() {
    try {
      if (Files.exists(data().resolve("postmaster.pid"))) stop("immediate");
      guardian.destroy();
      EmbeddedFiles.delete(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
