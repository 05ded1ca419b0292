package io.slipway.throttle;

/**
 * What a signal says.
 *
 * @param signal {@code replica lag}
 * @param value as people read it
 * @param isOver whether work has to wait
 */
public record Reading(String signal, String value, String limit, boolean isOver) {}
