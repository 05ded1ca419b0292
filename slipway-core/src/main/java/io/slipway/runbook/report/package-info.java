/** Writes what is known of a run of a runbook as Markdown, HTML and JSON. */
@NullMarked
package io.slipway.runbook.report;

import org.jspecify.annotations.NullMarked;
