/** What happens during a run, as it is told to listeners. Nothing here decides anything. */
@NullMarked
package io.slipway.event;

import org.jspecify.annotations.NullMarked;
