/** The rules: one class, one page, one line in {@link io.slipway.analysis.rules.Rules} each. */
@NullMarked
package io.slipway.analysis.rules;

import org.jspecify.annotations.NullMarked;
