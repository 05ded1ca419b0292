/**
 * Runs plans: decides the next step, journals, acts under guards, and takes steps back. Dull on
 * purpose; what varies lives in the plan.
 */
@NullMarked
package io.slipway.engine;

import org.jspecify.annotations.NullMarked;
