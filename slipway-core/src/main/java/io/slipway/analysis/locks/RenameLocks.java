package io.slipway.analysis.locks;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;
import static io.slipway.postgres.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.slipway.postgres.LockMode;
import io.slipway.sql.Change.CommentOn;
import io.slipway.sql.Change.Grant;
import io.slipway.sql.Change.Rename;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;

/** Changes of names, owners, comments and rights: which of them lock the relation at all. */
final class RenameLocks {
  private final Tally tally;

  RenameLocks(Tally tally) {
    this.tally = tally;
  }

  void rename(Rename rename) {
    switch (rename.kind()) {
      case COLUMN, ATTRIBUTE -> tally.lock(tally.family(rename.object()), ACCESS_EXCLUSIVE);
      // ALTER TABLE on an index takes the table's lock level; ALTER INDEX knows better.
      case INDEX ->
          tally.lock(
              rename.object(),
              rename.relationKind() == ObjectKind.INDEX
                  ? SHARE_UPDATE_EXCLUSIVE
                  : ACCESS_EXCLUSIVE);
      case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE, CONSTRAINT -> {
        boolean gentle = rename.relationKind() == ObjectKind.INDEX;
        tally.lock(rename.object(), gentle ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
      }
      case TRIGGER, RULE, POLICY -> tally.lock(rename.object(), ACCESS_EXCLUSIVE);
      case TYPE -> {
        // A composite type is a relation of its own.
        if (tally.before().table(rename.object()).isPresent()) {
          tally.lock(rename.object(), ACCESS_EXCLUSIVE);
        }
      }
      case DOMAIN_CONSTRAINT,
          EVENT_TRIGGER,
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
          OTHER -> {}
    }
  }

  /** SET SCHEMA: indexes and owned sequences move along under the table's lock. */
  void setSchema(ObjectKind kind, QualifiedName object) {
    if (isRelation(kind)) tally.lock(object, ACCESS_EXCLUSIVE);
  }

  void setOwner(ObjectKind kind, QualifiedName object, String owner) {
    switch (kind) {
      case TABLE, MATERIALIZED_VIEW -> new StorageLocks(tally, object).owner(owner);
      default -> setSchema(kind, object);
    }
  }

  void comment(CommentOn comment) {
    boolean locks =
        isRelation(comment.kind())
            || switch (comment.kind()) {
              case INDEX, COLUMN, CONSTRAINT, TRIGGER, RULE, POLICY -> true;
              default -> false;
            };
    if (locks) tally.lock(comment.object(), SHARE_UPDATE_EXCLUSIVE);
  }

  /** 18 locks the relations it grants on, as gently as a reader; older servers do not. */
  void grant(Grant grant) {
    if (!tally.server().atLeast(18) || grant.allInSchema() || !isRelation(grant.kind())) return;
    tally.lock(grant.objects(), LockMode.ACCESS_SHARE);
  }

  private static boolean isRelation(ObjectKind kind) {
    return switch (kind) {
      case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE -> true;
      default -> false;
    };
  }
}
