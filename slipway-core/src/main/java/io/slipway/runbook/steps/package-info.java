/**
 * What a step can do: {@link io.slipway.runbook.steps.StepKind}, a class for each key of the
 * format, and the one list of them.
 */
@NullMarked
package io.slipway.runbook.steps;

import org.jspecify.annotations.NullMarked;
