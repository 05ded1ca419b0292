package io.slipway.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The application's clients at work. Open loop: requests are due at fixed times, whether the
 * database answers or not, so that a stall is measured and not hidden.
 */
final class Traffic implements AutoCloseable {
  private static final Duration ROLL_OUT = Duration.ofMillis(400);

  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Connections of the application. */
  static final int SIZE = 13;

  private Traffic() {}

  static Traffic start(String url, Demo.Size size) {
    var traffic = new Traffic();
    traffic.add(url, size, Request.READ, 4, Duration.ofMillis(32));
    traffic.add(url, size, Request.CHANGE, 3, Duration.ofMillis(60));
    traffic.add(url, size, Request.PLACE, 2, Duration.ofMillis(60));
    traffic.add(url, size, Request.CHECKOUT, 2, Duration.ofMillis(60));
    traffic.add(url, size, Request.COMPARE, 1, Duration.ofMillis(60));
    traffic.add(url, size, Request.REPORT, 1, Duration.ofMillis(4_500));
    traffic.threads.forEach(Thread::start);
    return traffic;
  }

  private void add(String url, Demo.Size size, Request request, int count, Duration every) {
    for (int i = 0; i < count; i++) {
      Duration offset = every.multipliedBy(i).dividedBy(count).plusMillis(100);
      var timetable = new Client.Timetable(request, every, offset);
      var client = new Client(timetable, url, size, clients.size());
      clients.add(client);
      threads.add(Thread.ofPlatform().daemon().name("shop " + request + " " + i).unstarted(client));
    }
  }

  /** Waits until a report has just begun, so that both ways meet the same long query. */
  void awaitReport(long notBefore) {
    while (clients.stream()
        .filter(client -> client.request() == Request.REPORT)
        .noneMatch(client -> client.lastStart() - notBefore > 0)) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** The new version of the application, rolled out client by client. */
  void deploy(String newEmailColumn) {
    for (Client client : clients) {
      client.deploy(newEmailColumn);
      LockSupport.parkNanos(ROLL_OUT.toNanos() / clients.size());
    }
  }

  /** Ends the timetable, lets everything that is due be answered, and returns what was measured. */
  Measured stop(long since) {
    close();
    List<Sample> samples =
        clients.stream()
            .flatMap(client -> client.samples().stream())
            .filter(sample -> sample.due() + sample.took() - since >= 0)
            .sorted(Comparator.comparingLong(Sample::due))
            .toList();
    List<String> errors = clients.stream().flatMap(client -> client.errors().stream()).toList();
    return Measured.of(samples, errors);
  }

  @Override
  public void close() {
    clients.forEach(Client::stop);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
