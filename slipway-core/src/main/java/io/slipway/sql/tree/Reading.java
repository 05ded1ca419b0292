package io.slipway.sql.tree;

import io.slipway.sql.Change;

/** What became of a statement's text. */
public sealed interface Reading {
  record Understood(Change change) implements Reading {}

  /**
   * @param message the server's own words
   * @param index UTF-16 index into the statement's text
   */
  record Rejected(String message, int index) implements Reading {}
}
