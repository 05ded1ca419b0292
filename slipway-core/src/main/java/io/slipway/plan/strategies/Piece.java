package io.slipway.plan.strategies;

import io.slipway.sql.Change;

/**
 * What one proposal is asked for: a statement, or one action of an ALTER TABLE that was split.
 *
 * @param statement 0-based index in the file
 * @param line 1-based
 * @param sql exactly what would run
 * @param whole it is the statement as written
 */
public record Piece(int statement, int line, String sql, Change change, boolean whole) {}
