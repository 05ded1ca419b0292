/**
 * The schema as the analyser and the planner see it: read live, or replayed from a folder of
 * migrations.
 */
@NullMarked
package io.slipway.catalog;

import org.jspecify.annotations.NullMarked;
