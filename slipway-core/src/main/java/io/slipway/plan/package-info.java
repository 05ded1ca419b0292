/**
 * Phases of steps as data, and the strategies that write them. Pure: a catalog and statements in, a
 * plan out.
 */
@NullMarked
package io.slipway.plan;

import org.jspecify.annotations.NullMarked;
