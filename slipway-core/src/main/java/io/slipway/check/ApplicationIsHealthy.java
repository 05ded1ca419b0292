package io.slipway.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An application that is ill before the migration cannot tell whether the migration made it so. */
record ApplicationIsHealthy(Limits limits) implements Check {
  @Override
  public String name() {
    return "application-is-healthy";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public Verdict look(Look at) {
    URI url = limits.health();
    String limit = "a status of 200 to 299 within " + PATIENCE.toSeconds() + " s";
    if (url == null) {
      return Verdict.pass("not asked: no URL was given (--health URL)", limit);
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request = HttpRequest.newBuilder(url).timeout(PATIENCE).GET().build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      String seen = url + " answers " + status;
      return status / 100 == 2 ? Verdict.pass(seen, limit) : Verdict.fail(seen, limit, NEXT);
    } catch (IOException | IllegalArgumentException e) {
      return Verdict.fail(url + " does not answer: " + e, limit, NEXT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.fail(url + ": interrupted while asking", limit, NEXT);
    }
  }

  private static final String NEXT = "See to the application first.";
}
