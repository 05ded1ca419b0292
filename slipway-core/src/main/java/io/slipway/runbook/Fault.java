package io.slipway.runbook;

/**
 * One place where a file is not a runbook.
 *
 * @param line 1-based, as is the column
 * @param path where in the document: {@code phases[0].steps[2].sql}
 * @param what what is wrong, and what would be right
 */
public record Fault(String file, int line, int column, String path, String what) {
  public String render() {
    return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + what;
  }
}
