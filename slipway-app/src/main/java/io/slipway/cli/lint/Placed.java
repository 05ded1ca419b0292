package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.sql.Statement;

/**
 * A finding with its place in the project.
 *
 * @param path the file, from the folder lint was started in, with forward slashes
 * @param fingerprint the same after lines were added above it, in hexadecimal
 */
public record Placed(String path, Statement statement, Finding finding, String fingerprint) {
  /** What happens and what to do, in one paragraph. */
  String advice() {
    String fix = finding.fix();
    return finding.message() + "." + (fix.isBlank() ? "" : " Instead: " + fix + ".");
  }
}
