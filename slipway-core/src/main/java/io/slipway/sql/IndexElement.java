package io.slipway.sql;

import org.jspecify.annotations.Nullable;

/**
 * One key of an index: a column, or an expression.
 *
 * @param operatorClass as SQL writes it; null for the type's default
 * @param collation as SQL writes it; null for the column's own
 * @param descending DESC was written
 */
public record IndexElement(
    @Nullable String column,
    @Nullable Expression expression,
    @Nullable String operatorClass,
    @Nullable String collation,
    boolean descending) {}
