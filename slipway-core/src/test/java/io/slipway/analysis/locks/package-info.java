@NullMarked
package io.slipway.analysis.locks;

import org.jspecify.annotations.NullMarked;
