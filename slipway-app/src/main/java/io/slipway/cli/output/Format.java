package io.slipway.cli.output;

import java.util.Locale;

/** How the result is written to standard output. */
public enum Format {
  /** For people. */
  TEXT,
  /** One document. */
  JSON,
  /** One event a line while it happens; the last line is the document. */
  NDJSON,
  /** The statements, ready for a reviewer; only {@code plan} has it. */
  SQL;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isJson() {
    return this == JSON || this == NDJSON;
  }
}
