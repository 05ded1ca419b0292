/**
 * What each statement would block, and what goes wrong with it: the lock model, the rules, the
 * findings.
 */
@NullMarked
package io.slipway.analysis;

import org.jspecify.annotations.NullMarked;
