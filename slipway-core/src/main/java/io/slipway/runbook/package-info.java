/**
 * Runbooks: what the format allows ({@link io.slipway.runbook.RunbookShape}), the reader that says
 * where a file departs from it, and the JSON Schema made from the same shape.
 */
@NullMarked
package io.slipway.runbook;

import org.jspecify.annotations.NullMarked;
