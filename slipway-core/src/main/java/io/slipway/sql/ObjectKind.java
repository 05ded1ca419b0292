package io.slipway.sql;

import java.util.Locale;

/** The kinds of object DDL names, as SQL spells them. */
public enum ObjectKind {
  TABLE,
  INDEX,
  VIEW,
  MATERIALIZED_VIEW,
  SEQUENCE,
  FOREIGN_TABLE,
  COLUMN,
  CONSTRAINT,
  DOMAIN_CONSTRAINT,
  TRIGGER,
  EVENT_TRIGGER,
  RULE,
  POLICY,
  TYPE,
  ATTRIBUTE,
  DOMAIN,
  FUNCTION,
  PROCEDURE,
  ROUTINE,
  AGGREGATE,
  OPERATOR,
  SCHEMA,
  DATABASE,
  EXTENSION,
  ROLE,
  TABLESPACE,
  PUBLICATION,
  SUBSCRIPTION,
  STATISTICS,
  COLLATION,
  CAST,
  SERVER,
  OTHER;

  public String sql() {
    return name().replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
