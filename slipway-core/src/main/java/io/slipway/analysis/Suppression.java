package io.slipway.analysis;

/**
 * {@code -- slipway:ignore RULE reason}: silences one rule on one statement.
 *
 * @param statement 0-based index of the statement it stands before, or at the end of
 * @param rule slug
 * @param reason why it is all right here; an ignore without one silences nothing
 * @param line 1-based line of the comment
 */
public record Suppression(int statement, String rule, String reason, int line) {
  public boolean hasReason() {
    return !reason.isBlank();
  }
}
