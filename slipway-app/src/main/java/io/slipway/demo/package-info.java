/**
 * A shop under live traffic on an embedded PostgreSQL: the same changes as Flyway would send them
 * and as Slipway makes them, measured.
 */
@NullMarked
package io.slipway.demo;

import org.jspecify.annotations.NullMarked;
