/**
 * Changes SQL text by token position, never by searching for names: what stands in strings,
 * comments and quoted names is left alone.
 */
@NullMarked
package io.slipway.plan.rewrite;

import org.jspecify.annotations.NullMarked;
