package io.slipway.sql;

import org.jspecify.annotations.Nullable;

/**
 * One statement of a script, with exact bounds.
 *
 * @param index 0-based position in the script
 * @param text its source, without the semicolon
 * @param copyData the lines between COPY … FROM STDIN and {@code \.}; null for other statements
 */
public record Statement(
    int index, Span span, String text, Change change, @Nullable String copyData) {
  /** The statement's kind as PostgreSQL's command tag spells it: {@code ALTER TABLE}. */
  public String kind() {
    return change.tag();
  }
}
