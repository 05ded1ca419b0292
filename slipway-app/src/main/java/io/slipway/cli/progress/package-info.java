/** A run as people watch it: redrawn lines on a terminal, plain lines elsewhere. */
@NullMarked
package io.slipway.cli.progress;

import org.jspecify.annotations.NullMarked;
