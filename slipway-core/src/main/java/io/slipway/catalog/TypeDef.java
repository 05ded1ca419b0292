package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.List;

/** A user's type. */
public sealed interface TypeDef {
  QualifiedName name();

  /**
   * An enum.
   *
   * @param labelsAddedInTransaction labels of the open transaction: using one raises 55P04
   * @param age 55P04 does not apply to a type made in the same transaction (17 and newer)
   */
  record EnumType(
      QualifiedName name, List<String> labels, List<String> labelsAddedInTransaction, Table.Age age)
      implements TypeDef {
    public EnumType {
      labels = List.copyOf(labels);
      labelsAddedInTransaction = List.copyOf(labelsAddedInTransaction);
    }
  }

  record DomainType(
      QualifiedName name,
      SqlType base,
      boolean notNull,
      boolean hasDefault,
      List<ConstraintDef> constraints)
      implements TypeDef {
    public DomainType {
      constraints = List.copyOf(constraints);
    }

    /** Whether a column of it must be checked, which makes ADD COLUMN rewrite the table. */
    public boolean constrained() {
      return notNull || !constraints.isEmpty();
    }
  }

  record OtherType(QualifiedName name, String form) implements TypeDef {}
}
