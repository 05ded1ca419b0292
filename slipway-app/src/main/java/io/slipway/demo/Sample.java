package io.slipway.demo;

/**
 * One request, measured from the moment it was due: a client that is held up does not send fewer
 * requests, it answers them late.
 *
 * @param due nanoseconds
 * @param took nanoseconds from {@code due} to the answer
 * @param retried serialization failures that were retried
 */
record Sample(Request request, long due, long took, int statements, boolean failed, int retried) {}
