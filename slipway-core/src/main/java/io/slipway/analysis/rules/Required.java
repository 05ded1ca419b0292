package io.slipway.analysis.rules;

import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What has to be there for a statement to run. */
final class Required {
  private Required() {}

  /** The relations a statement cannot do without. */
  static List<QualifiedName> relations(Change change) {
    List<QualifiedName> all = new ArrayList<>();
    switch (change) {
      case Change.AlterTable alter -> {
        if (!alter.ifExists()) all.add(alter.table());
      }
      case Change.CreateTable create -> {
        create.likes().forEach(it -> all.add(it.table()));
        all.addAll(create.inherits());
        if (create.partitionOf() != null) all.add(create.partitionOf());
        Stream.concat(
                create.constraints().stream(),
                create.columns().stream().flatMap(it -> it.constraints().stream()))
            .map(ConstraintDef::references)
            .filter(it -> it != null && !it.name().equals(create.table().name()))
            .forEach(all::add);
      }
      case Change.CreateTableAs create -> all.addAll(create.query().reads());
      case Change.CreateView create -> all.addAll(create.query().reads());
      case Change.CreateIndex create -> all.add(create.table());
      case Change.CreateTrigger create -> all.add(create.table());
      case Change.CreateRule create -> all.add(create.relation());
      case Change.CreatePolicy create -> all.add(create.table());
      case Change.AlterPolicy alter -> all.add(alter.table());
      case Change.Truncate truncate -> all.addAll(truncate.tables());
      case Change.LockTable lock -> all.addAll(lock.tables());
      case Change.AlterSequence alter -> {
        if (!alter.ifExists()) all.add(alter.sequence());
      }
      case Change.RefreshMaterializedView refresh -> all.add(refresh.view());
      case Change.Cluster cluster -> {
        if (cluster.table() != null) all.add(cluster.table());
      }
      case Change.Vacuum vacuum -> all.addAll(vacuum.tables());
      case Change.Reindex reindex -> {
        boolean one = reindex.target().equals("INDEX") || reindex.target().equals("TABLE");
        if (one && reindex.object() != null) all.add(reindex.object());
      }
      case Change.Rename rename -> {
        if (!rename.ifExists() && isRelation(rename.relationKind())) all.add(rename.object());
      }
      case Change.SetSchema set -> {
        if (isRelation(set.kind())) all.add(set.object());
      }
      case Change.CommentOn comment -> {
        if (isRelation(comment.kind()) || comment.kind() == ObjectKind.COLUMN) {
          all.add(comment.object());
        }
      }
      case Change.Grant grant -> {
        if (grant.kind() == ObjectKind.TABLE && !grant.allInSchema()) all.addAll(grant.objects());
      }
      case Change.Query query -> {
        if (query.target() != null) all.add(query.target());
        all.addAll(query.alsoWrites());
        all.addAll(query.reads());
      }
      default -> {}
    }
    return all;
  }

  private static boolean isRelation(ObjectKind kind) {
    return switch (kind) {
      case TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE -> true;
      default -> false;
    };
  }
}
