/**
 * The lock model: which relations a statement locks, rewrites and reads in full, by server version.
 * {@code lock-matrix.json} is what it must reproduce.
 */
@NullMarked
package io.slipway.analysis.locks;

import org.jspecify.annotations.NullMarked;
