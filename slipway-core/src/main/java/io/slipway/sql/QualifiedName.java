package io.slipway.sql;

import org.jspecify.annotations.Nullable;

/**
 * The name of an object, its schema as written: {@code null} where the statement leaves it to the
 * search path. The parts are the names themselves, without quotes and already folded to lower case
 * where they were unquoted.
 */
public record QualifiedName(@Nullable String schema, String name) {
  public static QualifiedName of(String name) {
    return new QualifiedName(null, name);
  }

  public static QualifiedName of(@Nullable String schema, String name) {
    return new QualifiedName(schema, name);
  }

  /** As SQL writes it, quoted where it must be. */
  public String sql() {
    return schema == null
        ? Identifier.quote(name)
        : Identifier.quote(schema) + "." + Identifier.quote(name);
  }

  /** This name in that schema, whatever schema it had. */
  public QualifiedName in(@Nullable String otherSchema) {
    return new QualifiedName(otherSchema, name);
  }

  /** Another name in this name's schema. */
  public QualifiedName sibling(String otherName) {
    return new QualifiedName(schema, otherName);
  }

  /** For people: {@code public.orders}. */
  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
