package io.slipway.demo;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.embedded.PostgresBinaries;
import java.util.Map;

/** The demo's server; gone with its files however the demo ends, Ctrl-C included. */
final class OwnServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Thread onExit;

  private OwnServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.onExit = Thread.ofPlatform().name("remove server").unstarted(postgres::close);
  }

  static OwnServer start(int major, Map<String, String> settings) {
    var server =
        new OwnServer(EmbeddedPostgres.start(PostgresBinaries.ofThisBuild(), major, settings));
    Runtime.getRuntime().addShutdownHook(server.onExit);
    return server;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      return; // The process is ending: the hook is at work already.
    }
    postgres.close();
  }
}
