/**
 * The parser's tree, and its translation into {@link io.slipway.sql.Change}. Nobody outside {@code
 * sql} sees a node.
 */
@NullMarked
package io.slipway.sql.tree;

import org.jspecify.annotations.NullMarked;
