package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Index;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Optional;
import java.util.stream.Stream;

/** SQLSTATE 42809: what ADD … USING INDEX and REPLICA IDENTITY ask of an index. */
final class IndexCannotServe implements Rule {

  @Override
  public String slug() {
    return "index-cannot-serve";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The index cannot carry the constraint or the replica identity";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody() || !(in.change() instanceof Change.AlterTable alter)) return Stream.empty();
    return alter.actions().stream()
        .flatMap(it -> first(in, alter.table(), it).stream())
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  /** Why an index will not do. */
  private record Fault(String why, String sqlState) {
    Fault(String why) {
      this(why, "42809");
    }
  }

  private static Optional<Fault> first(
      StatementContext in, QualifiedName table, TableAction action) {
    if (action instanceof TableAction.AddConstraint add && add.constraint().usingIndex() != null) {
      return index(in, table, add.constraint().usingIndex()).flatMap(it -> adopted(in, table, it));
    }
    if (action instanceof TableAction.ReplicaIdentity identity && identity.index() != null) {
      return index(in, table, identity.index()).flatMap(it -> identity(in, table, it));
    }
    return Optional.empty();
  }

  private static Optional<Index> index(StatementContext in, QualifiedName table, String index) {
    QualifiedName resolved = in.before().resolve(table);
    return in.before().index(new QualifiedName(resolved.schema(), index));
  }

  private static Optional<Fault> adopted(StatementContext in, QualifiedName table, Index index) {
    Optional<Fault> wrong = wrong(in, table, index);
    if (wrong.isPresent()) return wrong;
    boolean plain =
        index.elements().stream()
            .allMatch(
                it -> !it.descending() && it.operatorClass() == null && it.collation() == null);
    return plain ? Optional.empty() : Optional.of(new Fault("is not sorted as usual"));
  }

  private static Optional<Fault> identity(StatementContext in, QualifiedName table, Index index) {
    Optional<Fault> wrong = wrong(in, table, index);
    if (wrong.isPresent()) return wrong;
    boolean nullable =
        in.table(table).stream()
            .anyMatch(
                it ->
                    index.elements().stream()
                        .flatMap(e -> it.column(String.valueOf(e.column())).stream())
                        .anyMatch(column -> !column.notNull()));
    return nullable
        ? Optional.of(new Fault("is over a column that may be NULL"))
        : Optional.empty();
  }

  private static Optional<Fault> wrong(StatementContext in, QualifiedName table, Index index) {
    if (!index.table().equals(in.before().resolve(table))) {
      return Optional.of(new Fault("is another table's", "55000"));
    }
    if (!index.unique()) return Optional.of(new Fault("is not unique"));
    if (index.predicate() != null) return Optional.of(new Fault("is partial"));
    return index.elements().stream().anyMatch(it -> it.expression() != null)
        ? Optional.of(new Fault("is over an expression"))
        : Optional.empty();
  }

  private Stream<Finding> found(StatementContext in, Fault fault) {
    return in.finding(this)
        .on(in.altered())
        .says("The index cannot serve: it %s (SQLSTATE %s)", fault.why(), fault.sqlState())
        .fix("Build a plain unique index over NOT NULL columns CONCURRENTLY, and use that")
        .found();
  }
}
