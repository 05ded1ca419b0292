/**
 * Time as a dependency: the clock is an {@link java.time.InstantSource}, waiting is a {@link
 * io.slipway.time.Sleeper}.
 */
@NullMarked
package io.slipway.time;

import org.jspecify.annotations.NullMarked;
