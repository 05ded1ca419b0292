/** The engine on real servers, with plans written by hand. */
@NullMarked
package io.slipway.engine;

import org.jspecify.annotations.NullMarked;
