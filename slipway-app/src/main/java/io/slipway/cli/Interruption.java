package io.slipway.cli;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM as a wish: the first is passed to whoever works, so that the work stops where
 * it is safe; a second one ends the process at once, which is safe as well, only slower to resume.
 *
 * <p>Only {@code sun.misc.Signal} tells which signal came. It is reached by name: javac warns about
 * every other use of it, and nothing silences that warning.
 */
public final class Interruption {
  private final AtomicReference<@Nullable ExitCode> heard = new AtomicReference<>();

  /** From now on, a signal calls {@code stop}, once, on a thread of its own. */
  public void calls(Runnable stop) {
    on("INT", ExitCode.INTERRUPTED, stop);
    on("TERM", ExitCode.TERMINATED, stop);
  }

  /** The exit code of the signal that came, if one came. */
  public Optional<ExitCode> heard() {
    return Optional.ofNullable(heard.get());
  }

  private void on(String name, ExitCode exit, Runnable stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) heard(exit, stop);
                return null;
              });
      Object named = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, named, listener);
    } catch (ReflectiveOperationException e) {
      // This JVM keeps its signals to itself: it will end at once, which a run survives.
    }
  }

  private void heard(ExitCode exit, Runnable stop) {
    if (heard.compareAndSet(null, exit)) stop.run();
    else Runtime.getRuntime().halt(exit.number());
  }
}
