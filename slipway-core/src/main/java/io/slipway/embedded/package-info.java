/**
 * A real PostgreSQL on this machine, for the demo, rehearsals and tests: unpacked from the binaries
 * the build fetched, started as root or as a user, gone when this process is gone.
 */
@NullMarked
package io.slipway.embedded;

import org.jspecify.annotations.NullMarked;
