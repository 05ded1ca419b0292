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
  SQL,
  /** GitHub's workflow commands; this and the following only {@code lint} has. */
  GITHUB,
  /** GitLab's code quality report. */
  GITLAB,
  /** JUnit's XML. */
  JUNIT,
  /** A comment for a pull request. */
  MARKDOWN,
  /** SARIF 2.1.0. */
  SARIF;

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isJson() {
    return this == JSON || this == NDJSON;
  }
}
