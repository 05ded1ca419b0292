package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ACCESS_SHARE;
import static io.slipway.postgres.LockMode.EXCLUSIVE;
import static io.slipway.postgres.LockMode.ROW_EXCLUSIVE;
import static io.slipway.postgres.LockMode.ROW_SHARE;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.catalog.View;
import io.slipway.postgres.LockMode;
import io.slipway.sql.Change.CreateTableAs;
import io.slipway.sql.Change.CreateView;
import io.slipway.sql.Change.Query;
import io.slipway.sql.Change.RefreshMaterializedView;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements that are planned: the planner also locks every index of every table it looks at. */
final class QueryLocks {
  private static final Set<String> SEQUENCE_FUNCTIONS = Set.of("nextval", "setval");

  private final Tally tally;

  QueryLocks(Tally tally) {
    this.tally = tally;
  }

  void query(Query query) {
    boolean filtered = hasIndexFor(query.where(), query.target(), query.reads());
    LockMode reading = query.lockingClause() ? ROW_SHARE : ACCESS_SHARE;
    for (QualifiedName relation : query.reads()) read(relation, reading, !filtered);
    for (QualifiedName relation : query.alsoWrites()) write(relation);
    if (query.target() != null) target(query, query.target(), filtered);
    sequences(query);
  }

  private void target(Query query, QualifiedName target, boolean filtered) {
    ForeignKeyLocks foreignKeys = new ForeignKeyLocks(tally);
    switch (query.verb()) {
      // Its indexes are locked only while rows go in, and released before the statement ends.
      case "INSERT", "COPY" -> {
        tally.lock(tally.family(target), ROW_EXCLUSIVE);
        foreignKeys.checkOnWrite(target, List.of());
      }
      case "UPDATE" -> {
        write(target);
        if (!filtered) tally.scan(tally.family(target));
        foreignKeys.checkOnWrite(target, query.setColumns());
      }
      case "DELETE" -> {
        write(target);
        if (!filtered) tally.scan(tally.family(target));
        foreignKeys.checkOnDelete(target);
      }
      default -> {
        write(target);
        tally.scan(tally.family(target));
      }
    }
  }

  private void write(QualifiedName relation) {
    for (QualifiedName member : tally.family(relation)) {
      tally.lock(member, ROW_EXCLUSIVE);
      tally.lockIndexes(member, ROW_EXCLUSIVE);
    }
  }

  void read(QualifiedName relation, LockMode mode, boolean inFull) {
    View view = tally.before().view(relation).orElse(null);
    if (view != null && !view.materialized()) {
      tally.lock(relation, mode);
      view.reads().forEach(it -> read(it, mode, inFull));
      return;
    }
    for (QualifiedName member : tally.family(relation)) {
      tally.lock(member, mode);
      tally.lockIndexes(member, mode);
      if (inFull) tally.scan(member);
    }
  }

  /** A condition on the first key of an index: not every row will be read. */
  private boolean hasIndexFor(
      @Nullable Expression where, @Nullable QualifiedName target, List<QualifiedName> reads) {
    if (where == null) return false;
    QualifiedName first = target != null ? target : reads.isEmpty() ? null : reads.getFirst();
    if (first == null) return true;
    return before().indexesOf(first).stream().anyMatch(index -> startsWith(index, where));
  }

  private static boolean startsWith(Index index, Expression where) {
    String first = index.elements().isEmpty() ? null : index.elements().getFirst().column();
    return first != null && where.columns().contains(first);
  }

  private void sequences(Query query) {
    boolean uses =
        query.functions().stream().anyMatch(it -> SEQUENCE_FUNCTIONS.contains(it.name()));
    if (!uses) return;
    for (String literal : query.literals()) {
      QualifiedName name = Names.parse(literal);
      if (tally.is(name, Table.Kind.SEQUENCE)) tally.lock(name, ROW_EXCLUSIVE);
    }
  }

  void createTableAs(CreateTableAs create) {
    if (create.ifNotExists() && before().table(create.table()).isPresent()) return;
    if (create.withData()) {
      query(create.query());
    } else {
      tally.lock(create.query().reads(), ACCESS_SHARE);
    }
  }

  /** A new view only looks at what it reads; replacing one stops everybody who uses it. */
  void createView(CreateView create) {
    tally.lock(create.query().reads(), ACCESS_SHARE);
    if (before().view(create.view()).isPresent()) tally.lock(create.view(), ACCESS_EXCLUSIVE);
  }

  void refresh(RefreshMaterializedView refresh) {
    List<QualifiedName> reads = before().view(refresh.view()).map(View::reads).orElse(List.of());
    if (refresh.withData()) reads.forEach(it -> read(it, ACCESS_SHARE, true));
    if (refresh.concurrently()) {
      tally.lock(refresh.view(), EXCLUSIVE);
      tally.lockIndexes(refresh.view(), ROW_EXCLUSIVE);
      tally.scan(refresh.view());
    } else {
      tally.lock(refresh.view(), ACCESS_EXCLUSIVE);
      tally.lockIndexes(refresh.view(), ACCESS_EXCLUSIVE);
      tally.rewrite(refresh.view());
    }
  }

  private Catalog before() {
    return tally.before();
  }
}
