package io.slipway.cli.work;

import io.slipway.analysis.ScriptReport;
import io.slipway.sql.Script;

/**
 * A file and what was found out about it.
 *
 * @param file as people see it
 */
public record Linted(String file, Script script, ScriptReport report) {}
