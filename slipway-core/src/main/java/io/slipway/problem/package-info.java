/**
 * Errors as values: what happened, where, what was seen, whether anything changed, what to do next.
 */
@NullMarked
package io.slipway.problem;

import org.jspecify.annotations.NullMarked;
