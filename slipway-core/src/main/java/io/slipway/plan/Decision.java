package io.slipway.plan;

/**
 * Which strategy a statement got, and why.
 *
 * @param statement 0-based index in the file
 * @param line 1-based
 * @param strategy slug: {@code direct}, {@code dual-write}
 * @param because one sentence
 */
public record Decision(int statement, int line, String sql, String strategy, String because) {}
