/**
 * SQL text in, typed statements out. The foreign parse tree stops here: everyone else sees {@link\n
 * * io.slipway.sql.Change}.
 */
@NullMarked
package io.slipway.sql;

import org.jspecify.annotations.NullMarked;
