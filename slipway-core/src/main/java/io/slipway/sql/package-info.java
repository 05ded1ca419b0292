/**
 * SQL text in, typed statements out. The foreign parse tree stops here: everyone else sees {@link
 * io.slipway.sql.Change}. {@code sql.text} cuts, {@code libpgquery} parses, {@code sql.tree} maps.
 */
@NullMarked
package io.slipway.sql;

import org.jspecify.annotations.NullMarked;
