package io.slipway.sql.tree;

import io.slipway.sql.ObjectKind;

/** {@code ObjectType} of the grammar, as kinds. */
final class Kinds {
  private Kinds() {}

  static ObjectKind of(String objectType) {
    return switch (objectType) {
      case "OBJECT_TABLE" -> ObjectKind.TABLE;
      case "OBJECT_INDEX" -> ObjectKind.INDEX;
      case "OBJECT_VIEW" -> ObjectKind.VIEW;
      case "OBJECT_MATVIEW" -> ObjectKind.MATERIALIZED_VIEW;
      case "OBJECT_SEQUENCE" -> ObjectKind.SEQUENCE;
      case "OBJECT_FOREIGN_TABLE" -> ObjectKind.FOREIGN_TABLE;
      case "OBJECT_COLUMN" -> ObjectKind.COLUMN;
      case "OBJECT_TABCONSTRAINT" -> ObjectKind.CONSTRAINT;
      case "OBJECT_DOMCONSTRAINT" -> ObjectKind.DOMAIN_CONSTRAINT;
      case "OBJECT_TRIGGER" -> ObjectKind.TRIGGER;
      case "OBJECT_EVENT_TRIGGER" -> ObjectKind.EVENT_TRIGGER;
      case "OBJECT_RULE" -> ObjectKind.RULE;
      case "OBJECT_POLICY" -> ObjectKind.POLICY;
      case "OBJECT_TYPE" -> ObjectKind.TYPE;
      case "OBJECT_ATTRIBUTE" -> ObjectKind.ATTRIBUTE;
      case "OBJECT_DOMAIN" -> ObjectKind.DOMAIN;
      case "OBJECT_FUNCTION" -> ObjectKind.FUNCTION;
      case "OBJECT_PROCEDURE" -> ObjectKind.PROCEDURE;
      case "OBJECT_ROUTINE" -> ObjectKind.ROUTINE;
      case "OBJECT_AGGREGATE" -> ObjectKind.AGGREGATE;
      case "OBJECT_OPERATOR" -> ObjectKind.OPERATOR;
      case "OBJECT_SCHEMA" -> ObjectKind.SCHEMA;
      case "OBJECT_DATABASE" -> ObjectKind.DATABASE;
      case "OBJECT_EXTENSION" -> ObjectKind.EXTENSION;
      case "OBJECT_ROLE" -> ObjectKind.ROLE;
      case "OBJECT_TABLESPACE" -> ObjectKind.TABLESPACE;
      case "OBJECT_PUBLICATION" -> ObjectKind.PUBLICATION;
      case "OBJECT_SUBSCRIPTION" -> ObjectKind.SUBSCRIPTION;
      case "OBJECT_STATISTIC_EXT" -> ObjectKind.STATISTICS;
      case "OBJECT_COLLATION" -> ObjectKind.COLLATION;
      case "OBJECT_CAST" -> ObjectKind.CAST;
      case "OBJECT_FOREIGN_SERVER" -> ObjectKind.SERVER;
      default -> ObjectKind.OTHER;
    };
  }

  /** Whether the object is named by its table and then its own name. */
  static boolean isMember(ObjectKind kind) {
    return switch (kind) {
      case COLUMN, CONSTRAINT, DOMAIN_CONSTRAINT, TRIGGER, RULE, POLICY, ATTRIBUTE -> true;
      default -> false;
    };
  }
}
