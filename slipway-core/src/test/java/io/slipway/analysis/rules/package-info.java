@NullMarked
package io.slipway.analysis.rules;

import org.jspecify.annotations.NullMarked;
