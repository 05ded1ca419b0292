/**
 * SQL as text: tokens, statement bounds, lines and columns. Owns everything that must be right
 * where the grammar cannot help: before a statement is cut out, and when source is sliced.
 */
@NullMarked
package io.slipway.sql.text;

import org.jspecify.annotations.NullMarked;
