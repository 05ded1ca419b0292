package io.slipway.catalog;

import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
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
    @Nullable QualifiedName ownedSequence,
    @Nullable String comment) {
  public Column withName(String value) {
    return new Column(
        value,
        type,
        notNull,
        defaultValue,
        identity,
        generated,
        generatedAs,
        collation,
        ownedSequence,
        comment);
  }

  public Column withType(SqlType value) {
    return new Column(
        name,
        value,
        notNull,
        defaultValue,
        identity,
        generated,
        generatedAs,
        collation,
        ownedSequence,
        comment);
  }

  public Column withNotNull(boolean value) {
    return new Column(
        name,
        type,
        value,
        defaultValue,
        identity,
        generated,
        generatedAs,
        collation,
        ownedSequence,
        comment);
  }

  public Column withDefaultValue(@Nullable Expression value) {
    return new Column(
        name,
        type,
        notNull,
        value,
        identity,
        generated,
        generatedAs,
        collation,
        ownedSequence,
        comment);
  }

  public Column withIdentity(Identity value) {
    return new Column(
        name,
        type,
        notNull,
        defaultValue,
        value,
        generated,
        generatedAs,
        collation,
        ownedSequence,
        comment);
  }

  public Column withGenerated(Generated value) {
    return new Column(
        name,
        type,
        notNull,
        defaultValue,
        identity,
        value,
        generatedAs,
        collation,
        ownedSequence,
        comment);
  }

  public Column withGeneratedAs(@Nullable Expression value) {
    return new Column(
        name,
        type,
        notNull,
        defaultValue,
        identity,
        generated,
        value,
        collation,
        ownedSequence,
        comment);
  }

  public Column withCollation(@Nullable String value) {
    return new Column(
        name,
        type,
        notNull,
        defaultValue,
        identity,
        generated,
        generatedAs,
        value,
        ownedSequence,
        comment);
  }

  public Column withOwnedSequence(@Nullable QualifiedName value) {
    return new Column(
        name,
        type,
        notNull,
        defaultValue,
        identity,
        generated,
        generatedAs,
        collation,
        value,
        comment);
  }

  public Column withComment(@Nullable String value) {
    return new Column(
        name,
        type,
        notNull,
        defaultValue,
        identity,
        generated,
        generatedAs,
        collation,
        ownedSequence,
        value);
  }
}
