/** PostgreSQL's own vocabulary: lock modes with their conflicts, SQLSTATEs, server versions. */
@NullMarked
package io.slipway.postgres;

import org.jspecify.annotations.NullMarked;
