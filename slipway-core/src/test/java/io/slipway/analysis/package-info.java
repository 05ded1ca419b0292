@NullMarked
package io.slipway.analysis;

import org.jspecify.annotations.NullMarked;
