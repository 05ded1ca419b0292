/**
 * How a change is made online: one class a strategy, named after the deed, tried in order of cost.
 * A strategy writes steps; the planner gives them ids, locks and a phase.
 */
@NullMarked
package io.slipway.plan.strategies;

import org.jspecify.annotations.NullMarked;
