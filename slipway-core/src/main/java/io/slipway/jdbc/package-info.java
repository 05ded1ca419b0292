/**
 * The database on the wire: connections, locks on sessions, reading the catalog. The only room that
 * speaks JDBC to a server it has not opened itself.
 */
@NullMarked
package io.slipway.jdbc;

import org.jspecify.annotations.NullMarked;
