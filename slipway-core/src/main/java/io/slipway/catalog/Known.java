package io.slipway.catalog;

import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.Optional;

/** Finds the table a statement is about; one that an incomplete catalog lacks is made up. */
final class Known {
  private Known() {}

  /**
   * The table, or, where the catalog does not hold everything, a new one of which only its name is
   * known. Empty where the statement fails for want of it.
   */
  static Optional<Table> table(Catalog catalog, QualifiedName name) {
    return table(catalog, name, Table.Kind.TABLE);
  }

  static Optional<Table> table(Catalog catalog, QualifiedName name, Table.Kind kind) {
    Optional<Table> known = catalog.table(name);
    if (known.isPresent() || catalog.complete()) return known;
    QualifiedName qualified = catalog.resolve(name);
    catalog.putPartlyKnown(Table.named(qualified, kind, Table.Age.EXISTING));
    return catalog.table(qualified);
  }

  static Table.Kind kind(ObjectKind addressed) {
    return switch (addressed) {
      case VIEW -> Table.Kind.VIEW;
      case MATERIALIZED_VIEW -> Table.Kind.MATERIALIZED_VIEW;
      case SEQUENCE -> Table.Kind.SEQUENCE;
      case FOREIGN_TABLE -> Table.Kind.FOREIGN;
      case TABLE,
          INDEX,
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
          OTHER ->
          Table.Kind.TABLE;
    };
  }
}
