package io.slipway.cli.work;

import io.slipway.analysis.Finding;
import io.slipway.analysis.ScriptReport;
import io.slipway.sql.Script;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file and what was found out about it.
 *
 * @param file as people see it
 */
public record Linted(String file, Script script, ScriptReport report) {
  /** The same with each finding weighed anew, or left out. */
  public Linted weighing(Function<Finding, Optional<Finding>> scales) {
    return new Linted(file, script, report.weighing(scales));
  }
}
