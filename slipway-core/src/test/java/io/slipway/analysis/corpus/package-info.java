/**
 * How often the analysis is right: what it says of a statement against what a real server was seen
 * to do with it.
 */
@NullMarked
package io.slipway.analysis.corpus;

import org.jspecify.annotations.NullMarked;
