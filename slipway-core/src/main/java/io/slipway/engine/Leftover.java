package io.slipway.engine;

import java.util.Locale;

/**
 * Something in a database that a change left behind, or left unfinished.
 *
 * @param name as SQL would write it; of a run, its id
 * @param what why it is one, in a sentence's middle
 * @param remedy the command or the SQL that puts it right
 */
public record Leftover(Kind kind, String name, String what, String remedy) {
  /**
   * In the order in which they are best put right: whoever goes on with a run needs its objects.
   */
  public enum Kind {
    RUN,
    TRIGGER,
    FUNCTION,
    SCHEMA,
    KEPT,
    INDEX,
    CONSTRAINT;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
