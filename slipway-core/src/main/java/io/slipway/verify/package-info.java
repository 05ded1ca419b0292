/** Checks of data: queries whose rows are violations. Reads only, in one snapshot. */
@NullMarked
package io.slipway.verify;

import org.jspecify.annotations.NullMarked;
