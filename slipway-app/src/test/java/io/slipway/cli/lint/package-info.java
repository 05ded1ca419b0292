/** Every format of lint against its golden file, and what narrows the findings. */
@org.jspecify.annotations.NullMarked
package io.slipway.cli.lint;
