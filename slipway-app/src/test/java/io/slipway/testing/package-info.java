/** What tests of several rooms share. */
@NullMarked
package io.slipway.testing;

import org.jspecify.annotations.NullMarked;
