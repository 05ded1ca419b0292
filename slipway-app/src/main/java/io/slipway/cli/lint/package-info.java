/**
 * What {@code lint} found and every way to write it down: one class a format, one line in {@link
 * io.slipway.cli.lint.LintFormats}. Holds no opinion on what is a finding.
 */
@NullMarked
package io.slipway.cli.lint;

import org.jspecify.annotations.NullMarked;
