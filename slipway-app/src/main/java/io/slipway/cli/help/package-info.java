/** Help that teaches: what a page says, and how a terminal and the manual show it. */
@NullMarked
package io.slipway.cli.help;

import org.jspecify.annotations.NullMarked;
