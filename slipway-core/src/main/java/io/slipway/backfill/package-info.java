/**
 * Changes of many rows in small transactions: ranges of the table, sized by time, each committed
 * together with its progress.
 */
@NullMarked
package io.slipway.backfill;

import org.jspecify.annotations.NullMarked;
