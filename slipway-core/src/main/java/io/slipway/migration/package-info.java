/**
 * A migration as its author wrote it: version, statements, way back, directives, and whose
 * transaction rules it was written for. Text in, no files.
 */
@NullMarked
package io.slipway.migration;

import org.jspecify.annotations.NullMarked;
