package io.slipway.cli.work;

import io.slipway.cli.Session;
import io.slipway.cli.output.Paint;
import io.slipway.cli.progress.PlainProgress;
import io.slipway.cli.progress.TerminalProgress;
import io.slipway.engine.Engine;
import io.slipway.event.Event;

/** A run that people can watch and stop. */
public final class Watched {
  private final Engine engine;

  public Watched(Session session) {
    this.engine = session.workbench().engine(listener(session));
    session.interruption().calls(engine::interrupt);
  }

  public Engine engine() {
    return engine;
  }

  private static Event.Listener listener(Session session) {
    Event.Listener watched = progress(session);
    Event.Listener machine = session.events();
    return event -> {
      watched.on(event);
      machine.on(event);
    };
  }

  private static Event.Listener progress(Session session) {
    Paint paint = session.settings().errorPaint();
    boolean terminal = session.surroundings().tty().err();
    return terminal
        ? new TerminalProgress(session.log(), paint, session.surroundings().columns())
        : new PlainProgress(session.log());
  }
}
