package io.slipway.catalog;

import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.Expression;
import io.slipway.sql.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view.
 *
 * @param defaultValue its DEFAULT; null for none and for identity and generated columns
 * @param collation null for the type's own
 * @param ownedSequence the sequence a serial or identity column owns
 */
public record Column(
    String name,
    SqlType type,
    boolean notNull,
    @Nullable Expression defaultValue,
    Identity identity,
    Generated generated,
    @Nullable Expression generatedAs,
    @Nullable String collation,
    io.slipway.sql.@Nullable QualifiedName ownedSequence,
    @Nullable String comment) {}
