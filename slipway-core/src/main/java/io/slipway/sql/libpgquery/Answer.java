package io.slipway.sql.libpgquery;

/** What the parser says of a text. */
public sealed interface Answer {
  /**
   * @param json UTF-8: the parse tree
   */
  @SuppressWarnings("ArrayRecordComponent") // megabytes, read once
  record Tree(byte[] json) implements Answer {}

  /**
   * @param message the server's own words
   * @param cursor 1-based, in code points of the text; 0 where there is none
   */
  record Rejected(String message, int cursor) implements Answer {}
}
