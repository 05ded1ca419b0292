package io.slipway.throttle;

/**
 * What a person must know about how a signal is measured on this server.
 *
 * @param says one sentence without a full stop
 * @param isBlind it cannot be measured at all, and is left out
 */
public record Caveat(String says, boolean isBlind) {}
