package io.slipway.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between us and the server. Of the sessions called {@code …/work} it swallows the answer to
 * one COMMIT: the server has it, we never hear.
 */
final class LossyProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final AtomicInteger commitsUntilLoss;
  private final boolean reachesTheServer;
  final AtomicInteger lost = new AtomicInteger();

  /**
   * @param loseCommit which COMMIT, counted from 1
   * @param reachesTheServer false: the COMMIT itself is lost, not its answer
   */
  LossyProxy(int target, int loseCommit, boolean reachesTheServer) {
    this.target = target;
    this.commitsUntilLoss = new AtomicInteger(loseCommit);
    this.reachesTheServer = reachesTheServer;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void thread(Runnable body) {
    Thread thread = new Thread(body, "lossy-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        Pair pair = new Pair(client, upstream);
        thread(pair::toServer);
        thread(pair::toClient);
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** One connection. */
  private final class Pair {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean isDeaf;
    private boolean isWork;

    Pair(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void toServer() {
      byte[] buffer = new byte[65536];
      try (client) {
        InputStream in = client.getInputStream();
        OutputStream out = upstream.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
          if (text.contains("/work\0") || text.contains("/work'")) isWork = true;
          boolean isLost =
              isWork && text.contains("COMMIT\0") && commitsUntilLoss.decrementAndGet() == 0;
          if (isLost) isDeaf = true;
          if (!isLost || reachesTheServer) {
            out.write(buffer, 0, n);
            out.flush();
          }
          if (isLost) {
            lost.incrementAndGet();
            if (!reachesTheServer) client.close();
          }
        }
      } catch (IOException e) {
        // one end is gone
      }
    }

    void toClient() {
      byte[] buffer = new byte[65536];
      try (upstream) {
        InputStream in = upstream.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (isDeaf) {
            client.close();
            return;
          }
          out.write(buffer, 0, n);
          out.flush();
        }
      } catch (IOException e) {
        // one end is gone
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
