package io.slipway.analysis.rules;

import io.slipway.analysis.StatementContext;
import io.slipway.analysis.locks.TypeChange;
import io.slipway.sql.TableAction;

/** What the rules about ALTER COLUMN … TYPE ask. */
final class TypeFacts {
  private TypeFacts() {}

  /** True also where the old type is not known. */
  static boolean rewrites(StatementContext in, TableAction.AlterType alter) {
    TypeChange types = new TypeChange(in.before(), in.session().isUtc());
    return in.table(in.altered())
        .flatMap(it -> it.column(alter.column()))
        .map(it -> types.rewrites(alter.column(), it.type(), alter.type(), alter.using()))
        .orElse(true);
  }
}
