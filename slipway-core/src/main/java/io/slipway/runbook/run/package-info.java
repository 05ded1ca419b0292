/**
 * Running a runbook: its lease, its journal in the database, the runner that decides, journals and
 * acts, and the monitor that watches thresholds meanwhile.
 */
@NullMarked
package io.slipway.runbook.run;

import org.jspecify.annotations.NullMarked;
