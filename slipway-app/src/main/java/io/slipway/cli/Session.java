package io.slipway.cli;

import io.slipway.cli.output.Format;
import io.slipway.cli.output.ResultWriter;
import io.slipway.cli.settings.Settings;
import io.slipway.cli.work.Workbench;
import io.slipway.event.Event;
import java.io.PrintStream;

/** What a verb works with. */
public final class Session {
  private final Settings settings;
  private final Surroundings surroundings;
  private final ResultWriter results;
  private final Interruption interruption;

  Session(
      Settings settings,
      Surroundings surroundings,
      ResultWriter results,
      Interruption interruption) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.results = results;
    this.interruption = interruption;
  }

  public Settings settings() {
    return settings;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  /** The library, set up as the settings say. */
  public Workbench workbench() {
    return new Workbench(settings, surroundings);
  }

  /** Turns Ctrl-C and SIGTERM into a wish to stop. */
  public Interruption interruption() {
    return interruption;
  }

  /** For people while the work goes on; the result does not go there. */
  public PrintStream log() {
    return surroundings.err();
  }

  /** Events as NDJSON where that was asked for. */
  public Event.Listener events() {
    return settings.format() == Format.NDJSON ? results::event : Event.Listener.NONE;
  }
}
