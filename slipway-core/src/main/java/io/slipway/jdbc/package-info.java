/**
 * Connections: addresses, sessions with our settings, the advisory lock, reading the catalog. The
 * only room that touches {@code java.sql}.
 */
@NullMarked
package io.slipway.jdbc;

import org.jspecify.annotations.NullMarked;
