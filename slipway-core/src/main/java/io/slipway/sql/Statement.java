package io.slipway.sql;

/**
 * One statement of a script, with exact bounds.
 *
 * @param index 0-based position in the script
 * @param text its source, without the semicolon
 */
public record Statement(int index, Span span, String text, Change change) {
  /** The statement's kind as PostgreSQL's command tag spells it: {@code ALTER TABLE}. */
  public String kind() {
    return change.tag();
  }
}
