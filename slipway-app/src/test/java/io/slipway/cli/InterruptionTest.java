package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.DefaultSignals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a process of its own: a signal cannot be sent to the one that runs the tests. */
class InterruptionTest {
  /** Works until it is told to stop, then ends with the code of the signal. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] arguments) throws InterruptedException {
      var stopped = new CountDownLatch(1);
      var interruption = new Interruption();
      interruption.calls(stopped::countDown);
      System.out.println("ready");
      stopped.await();
      System.exit(interruption.heard().orElseThrow().number());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void theSignalDecidesTheExitCode(String signal, int exit) throws Exception {
    Process worker = worker();
    worker.inputReader().readLine();
    kill(signal, worker);
    assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(exit);
  }

  private static Process worker() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>(DefaultSignals.prefix());
    command.addAll(List.of(java, "-cp", classes, Worker.class.getName()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void kill(String signal, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).inheritIO().start().waitFor();
  }
}
