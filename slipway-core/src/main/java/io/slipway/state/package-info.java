/**
 * What is remembered in the database it is about: runs, steps, shards, history, the lease, the
 * wishes of people. Every table, and no decision.
 */
@NullMarked
package io.slipway.state;

import org.jspecify.annotations.NullMarked;
