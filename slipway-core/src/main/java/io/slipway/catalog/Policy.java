package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.List;

/** A row security policy and the columns it reads. */
public record Policy(String name, QualifiedName table, List<String> columns) {
  public Policy {
    columns = List.copyOf(columns);
  }
}
