package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every {@link Backlinks} of a catalog, kept in step with its shelves. */
final class Links {
  final Backlinks indexesOfTable;
  final Backlinks childrenOfTable;
  final Backlinks referencesToTable;
  final Backlinks viewsOfRelation;
  final Backlinks childrenOfIndex;

  /** Constraint names by schema: PostgreSQL keeps the names it chooses unique in the schema. */
  final Backlinks holdersOfConstraint;

  Links() {
    indexesOfTable = new Backlinks();
    childrenOfTable = new Backlinks();
    referencesToTable = new Backlinks();
    viewsOfRelation = new Backlinks();
    childrenOfIndex = new Backlinks();
    holdersOfConstraint = new Backlinks();
  }

  Links(Links from) {
    indexesOfTable = new Backlinks(from.indexesOfTable);
    childrenOfTable = new Backlinks(from.childrenOfTable);
    referencesToTable = new Backlinks(from.referencesToTable);
    viewsOfRelation = new Backlinks(from.viewsOfRelation);
    childrenOfIndex = new Backlinks(from.childrenOfIndex);
    holdersOfConstraint = new Backlinks(from.holdersOfConstraint);
  }

  void table(QualifiedName name, @Nullable Table before, @Nullable Table after) {
    List<QualifiedName> oldParents = before == null ? List.of() : before.parents();
    List<QualifiedName> newParents = after == null ? List.of() : after.parents();
    replace(childrenOfTable, name, oldParents, newParents);
    List<Constraint> old = before == null ? List.of() : before.constraints();
    List<Constraint> fresh = after == null ? List.of() : after.constraints();
    if (old.equals(fresh)) return;
    replace(referencesToTable, name, references(old), references(fresh));
    replace(holdersOfConstraint, name, names(name, old), names(name, fresh));
  }

  void index(QualifiedName name, @Nullable Index before, @Nullable Index after) {
    if (before != null) indexesOfTable.remove(before.table(), name);
    if (after != null) indexesOfTable.add(after.table(), name);
    if (before != null && before.parent() != null) childrenOfIndex.remove(before.parent(), name);
    if (after != null && after.parent() != null) childrenOfIndex.add(after.parent(), name);
  }

  void view(QualifiedName name, @Nullable View before, @Nullable View after) {
    List<QualifiedName> old = before == null ? List.of() : before.reads();
    replace(viewsOfRelation, name, old, after == null ? List.of() : after.reads());
  }

  private static List<QualifiedName> references(List<Constraint> constraints) {
    return constraints.stream()
        .filter(it -> it.kind() == ConstraintDef.Kind.FOREIGN_KEY)
        .map(Constraint::references)
        .filter(it -> it != null)
        .toList();
  }

  private static List<QualifiedName> names(QualifiedName table, List<Constraint> constraints) {
    return constraints.stream().map(it -> table.sibling(it.name())).toList();
  }

  private static void replace(
      Backlinks links, QualifiedName source, List<QualifiedName> old, List<QualifiedName> fresh) {
    if (old.equals(fresh)) return;
    old.forEach(target -> links.remove(target, source));
    fresh.forEach(target -> links.add(target, source));
  }
}
