package io.slipway.throttle;

/** What a signal asks of us. */
public enum Level {
  /** Nothing. */
  CALM,
  /** Smaller chunks, with pauses between them. */
  SOFT,
  /** No chunk at all. */
  HARD
}
