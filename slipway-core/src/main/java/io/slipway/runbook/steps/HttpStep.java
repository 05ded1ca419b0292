package io.slipway.runbook.steps;

import io.slipway.problem.Problem;
import io.slipway.runbook.Durations;
import io.slipway.runbook.Step;
import io.slipway.sql.SqlParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks a URL until it answers as it should, or until its time is over. */
final class HttpStep implements StepKind {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  @Override
  public String key() {
    return "http";
  }

  @Override
  public List<String> plan(Step step, SqlParser parser) {
    return List.of(
        "asks %s, must answer %s%s within %s"
            .formatted(
                step.body().text("url"),
                step.body().find("status").orElse("200 to 299"),
                step.body().find("contains").map(it -> " with " + it).orElse(""),
                Durations.show(within(step))));
  }

  private static Duration within(Step step) {
    return step.body().duration("within").orElse(PATIENCE);
  }

  @Override
  public Outcome run(Step step, Work work) throws InterruptedException {
    Instant end = work.tools().clock().instant().plus(within(step));
    while (true) {
      Answer answer = ask(step, work);
      if (answer.isRight()) return Outcome.done(answer.seen());
      boolean isOver = !work.tools().clock().instant().isBefore(end);
      if (isOver || !work.halt().await(BETWEEN)) return failed(step, answer, work);
    }
  }

  private record Answer(boolean isRight, String seen) {}

  private static Answer ask(Step step, Work work) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      URI url = URI.create(work.reveal(step.body().text("url")));
      var request = HttpRequest.newBuilder(url).timeout(PATIENCE).GET().build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      Optional<Long> wanted = step.body().whole("status");
      int status = response.statusCode();
      boolean isStatus = wanted.map(it -> it == status).orElse(status / 100 == 2);
      boolean isText =
          step.body().find("contains").map(it -> response.body().contains(it)).orElse(true);
      return new Answer(
          isStatus && isText, "answers " + status + (isText ? "" : ", without the text"));
    } catch (IOException | IllegalArgumentException e) {
      return new Answer(false, work.mask("does not answer: " + e));
    }
  }

  private static Outcome failed(Step step, Answer answer, Work work) {
    return new Outcome.Failed(
        Problem.of(
            "RUNBOOK-13",
            Problem.Kind.FAILED_CLEAN,
            "step %s, %s: %s %s"
                .formatted(step.id(), step.name(), step.body().text("url"), answer.seen()),
            "It only asked.",
            "See to the application, then: slipway runbook resume " + work.runId()));
  }
}
