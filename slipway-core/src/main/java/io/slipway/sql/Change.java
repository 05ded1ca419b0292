package io.slipway.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does, in our own words: the border of the foreign parse tree. Closed: a concern
 * about all changes is one exhaustive switch, without {@code default}, in the package that owns the
 * concern.
 */
public sealed interface Change {
  /** The command tag: {@code CREATE INDEX}. */
  default String tag() {
    return ChangeTags.of(this);
  }

  // ---- tables

  /**
   * @param foreign CREATE FOREIGN TABLE
   * @param constraints table constraints; those written on a column are in its {@link ColumnDef}
   * @param partitionOf the parent of CREATE TABLE … PARTITION OF
   * @param partitionBound FOR VALUES … (or DEFAULT) as written
   * @param partitionBy {@code RANGE (created_at)}: what follows PARTITION BY, as written
   */
  record CreateTable(
      QualifiedName table,
      boolean temporary,
      boolean unlogged,
      boolean foreign,
      boolean ifNotExists,
      List<ColumnDef> columns,
      List<ConstraintDef> constraints,
      List<QualifiedName> inherits,
      List<Like> likes,
      @Nullable QualifiedName ofType,
      @Nullable QualifiedName partitionOf,
      @Nullable String partitionBound,
      boolean defaultPartition,
      @Nullable String partitionBy)
      implements Change {
    public CreateTable {
      columns = List.copyOf(columns);
      constraints = List.copyOf(constraints);
      inherits = List.copyOf(inherits);
      likes = List.copyOf(likes);
    }
  }

  /**
   * LIKE table in CREATE TABLE.
   *
   * @param including COMMENTS, COMPRESSION, CONSTRAINTS, DEFAULTS, GENERATED, IDENTITY, INDEXES,
   *     STATISTICS, STORAGE; all of them for INCLUDING ALL
   */
  record Like(QualifiedName table, Set<String> including) {
    public Like {
      including = Set.copyOf(including);
    }
  }

  /** CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW. */
  record CreateTableAs(
      QualifiedName table,
      boolean materializedView,
      boolean temporary,
      boolean ifNotExists,
      boolean withData,
      Query query)
      implements Change {}

  /**
   * @param kind TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE or TYPE (composite)
   * @param only ONLY was written: children are left alone
   * @param written the source of each action, as many as there are actions: {@code ADD COLUMN a
   *     int}
   */
  record AlterTable(
      ObjectKind kind,
      QualifiedName table,
      boolean ifExists,
      boolean only,
      List<TableAction> actions,
      List<String> written)
      implements Change {
    public AlterTable {
      actions = List.copyOf(actions);
      written = List.copyOf(written);
    }
  }

  /** ALTER TABLE|INDEX|… ALL IN TABLESPACE. */
  record MoveAllInTablespace(ObjectKind kind, String from, String to) implements Change {}

  record Truncate(List<QualifiedName> tables, boolean cascade, boolean restartIdentity)
      implements Change {
    public Truncate {
      tables = List.copyOf(tables);
    }
  }

  record LockTable(List<QualifiedName> tables, io.slipway.postgres.LockMode mode, boolean nowait)
      implements Change {
    public LockTable {
      tables = List.copyOf(tables);
    }
  }

  // ---- any object

  /**
   * @param object the renamed object, or the table of a renamed {@code member}
   * @param member column, constraint, attribute, trigger, rule or policy; null when the object
   *     itself is renamed
   * @param relationKind what kind of relation {@code object} was addressed as (ALTER TABLE, INDEX,
   *     VIEW …)
   */
  record Rename(
      ObjectKind kind,
      ObjectKind relationKind,
      QualifiedName object,
      @Nullable String member,
      String newName,
      boolean ifExists)
      implements Change {}

  record SetSchema(ObjectKind kind, QualifiedName object, String newSchema) implements Change {}

  record SetOwner(ObjectKind kind, QualifiedName object, String newOwner) implements Change {}

  /**
   * @param objects what is dropped; for members (trigger, rule, policy) the table
   * @param member the trigger's, rule's or policy's name
   */
  record Drop(
      ObjectKind kind,
      List<QualifiedName> objects,
      @Nullable String member,
      boolean ifExists,
      boolean cascade,
      boolean concurrently)
      implements Change {
    public Drop {
      objects = List.copyOf(objects);
    }
  }

  /**
   * @param member the column, constraint, trigger … on {@code object}
   */
  record CommentOn(
      ObjectKind kind, QualifiedName object, @Nullable String member, @Nullable String text)
      implements Change {}

  /**
   * GRANT and REVOKE, on objects and of roles.
   *
   * @param kind ROLE where roles are granted
   * @param allInSchema ON ALL … IN SCHEMA: {@code objects} are the schemas
   * @param privileges upper case, ALL for all; the roles themselves where roles are granted
   */
  record Grant(
      boolean grant,
      ObjectKind kind,
      boolean allInSchema,
      List<QualifiedName> objects,
      List<String> privileges,
      List<String> grantees)
      implements Change {
    public Grant {
      objects = List.copyOf(objects);
      privileges = List.copyOf(privileges);
      grantees = List.copyOf(grantees);
    }
  }

  // ---- indexes, views, sequences

  /**
   * @param name null where PostgreSQL is left to choose one
   */
  record CreateIndex(
      @Nullable String name,
      QualifiedName table,
      boolean only,
      boolean unique,
      boolean concurrently,
      boolean ifNotExists,
      boolean nullsNotDistinct,
      String method,
      List<IndexElement> elements,
      List<String> include,
      @Nullable Expression predicate)
      implements Change {
    public CreateIndex {
      elements = List.copyOf(elements);
      include = List.copyOf(include);
    }
  }

  /**
   * @param target INDEX, TABLE, SCHEMA, SYSTEM or DATABASE
   */
  record Reindex(String target, @Nullable QualifiedName object, boolean concurrently)
      implements Change {}

  /**
   * @param sql the whole statement as written; empty inside CREATE SCHEMA
   */
  record CreateView(QualifiedName view, boolean replace, boolean temporary, Query query, String sql)
      implements Change {}

  record RefreshMaterializedView(QualifiedName view, boolean concurrently, boolean withData)
      implements Change {}

  record CreateSequence(
      QualifiedName sequence,
      boolean ifNotExists,
      boolean temporary,
      @Nullable QualifiedName ownedByTable,
      @Nullable String ownedByColumn)
      implements Change {}

  record AlterSequence(
      QualifiedName sequence,
      boolean ifExists,
      @Nullable QualifiedName ownedByTable,
      @Nullable String ownedByColumn)
      implements Change {}

  // ---- types

  /**
   * CREATE TYPE in every form but the domain. {@code labels} for enums, {@code attributes} for
   * composites.
   */
  record CreateType(
      QualifiedName type, String form, List<String> labels, List<ColumnDef> attributes)
      implements Change {
    public CreateType {
      labels = List.copyOf(labels);
      attributes = List.copyOf(attributes);
    }
  }

  record AlterEnum(
      QualifiedName type,
      @Nullable String oldLabel,
      String newLabel,
      @Nullable String neighbour,
      boolean after,
      boolean ifNotExists)
      implements Change {
    /** ADD VALUE, as against RENAME VALUE. */
    public boolean adds() {
      return oldLabel == null;
    }
  }

  record CreateDomain(
      QualifiedName domain,
      SqlType base,
      boolean notNull,
      @Nullable Expression defaultValue,
      List<ConstraintDef> constraints)
      implements Change {
    public CreateDomain {
      constraints = List.copyOf(constraints);
    }
  }

  /**
   * @param action SET DEFAULT, DROP DEFAULT, SET NOT NULL, DROP NOT NULL, ADD CONSTRAINT, DROP
   *     CONSTRAINT, VALIDATE CONSTRAINT
   */
  record AlterDomain(
      QualifiedName domain,
      String action,
      @Nullable ConstraintDef constraint,
      @Nullable String constraintName)
      implements Change {}

  // ---- code

  /**
   * @param kind FUNCTION or PROCEDURE
   * @param language folded to lower case
   * @param volatility {@code v}, {@code s} or {@code i}; volatile where nothing was said
   * @param body the source between the quotes, or the SQL-standard body; null for C and internal
   *     functions
   * @param nested the body's statements where it is PL/pgSQL or SQL and could be read
   */
  record CreateRoutine(
      ObjectKind kind,
      QualifiedName routine,
      boolean replace,
      String language,
      char volatility,
      List<SqlType> argumentTypes,
      @Nullable String returns,
      boolean securityDefiner,
      boolean setsSearchPath,
      @Nullable String body,
      List<Nested> nested)
      implements Change {
    public CreateRoutine {
      argumentTypes = List.copyOf(argumentTypes);
      nested = List.copyOf(nested);
    }
  }

  record AlterRoutine(ObjectKind kind, QualifiedName routine) implements Change {}

  /**
   * @param timing BEFORE, AFTER or INSTEAD OF
   * @param events INSERT, UPDATE, DELETE, TRUNCATE
   * @param updateOf UPDATE OF columns
   * @param referenced FROM table of a constraint trigger
   */
  record CreateTrigger(
      String name,
      QualifiedName table,
      boolean replace,
      boolean constraint,
      String timing,
      List<String> events,
      List<String> updateOf,
      boolean forEachRow,
      QualifiedName function,
      @Nullable QualifiedName referenced)
      implements Change {
    public CreateTrigger {
      events = List.copyOf(events);
      updateOf = List.copyOf(updateOf);
    }
  }

  record CreateRule(String name, QualifiedName relation, boolean replace) implements Change {}

  record CreatePolicy(
      String name, QualifiedName table, @Nullable Expression using, @Nullable Expression withCheck)
      implements Change {}

  record AlterPolicy(
      String name, QualifiedName table, @Nullable Expression using, @Nullable Expression withCheck)
      implements Change {}

  /**
   * DO.
   *
   * @param nested every statement of the body that could be read, in order
   * @param dynamic it builds SQL at run time that could not be read, or the body itself could not
   */
  record DoBlock(String language, String body, List<Nested> nested, boolean dynamic)
      implements Change {
    public DoBlock {
      nested = List.copyOf(nested);
    }
  }

  /**
   * A statement inside a body.
   *
   * @param line 1-based line in the file
   * @param conditional inside IF, CASE, a loop or an exception block: it may run never, or often
   * @param dynamic it came from EXECUTE with a text that could be worked out
   */
  record Nested(int line, String text, Change change, boolean conditional, boolean dynamic) {}

  // ---- other objects

  record CreateSchema(@Nullable String schema, boolean ifNotExists, List<Change> elements)
      implements Change {
    public CreateSchema {
      elements = List.copyOf(elements);
    }
  }

  record CreateExtension(String extension, boolean ifNotExists) implements Change {}

  record CreateStatistics(
      @Nullable QualifiedName statistics, List<QualifiedName> tables, boolean ifNotExists)
      implements Change {
    public CreateStatistics {
      tables = List.copyOf(tables);
    }
  }

  record AlterStatistics(QualifiedName statistics) implements Change {}

  /**
   * CREATE and ALTER PUBLICATION.
   *
   * @param schemas FOR TABLES IN SCHEMA
   * @param action CREATE, ADD, DROP, SET (the tables) or OPTIONS (SET with parameters)
   */
  record Publication(
      String name,
      boolean create,
      boolean allTables,
      List<QualifiedName> tables,
      List<String> schemas,
      String action)
      implements Change {
    public Publication {
      tables = List.copyOf(tables);
      schemas = List.copyOf(schemas);
    }
  }

  /**
   * CREATE/DROP DATABASE, TABLESPACE, SUBSCRIPTION, ALTER SYSTEM: what cannot run in a transaction,
   * by tag.
   */
  record OutsideTransaction(String command) implements Change {}

  /**
   * A command that locks no table, view, index or sequence, by tag: roles, casts, operators, text
   * search, servers, default privileges, LISTEN, SHOW, DISCARD, SET CONSTRAINTS and the like.
   */
  record NoRelation(String command) implements Change {}

  // ---- data

  /**
   * SELECT, INSERT, UPDATE, DELETE, MERGE, COPY, CALL, the inner query of EXPLAIN, PREPARE and
   * DECLARE CURSOR.
   *
   * @param verb SELECT (also VALUES and TABLE), INSERT, UPDATE, DELETE, MERGE, COPY or CALL
   * @param target the table written (COPY FROM: filled); null for a plain SELECT
   * @param alsoWrites tables written by the statements in its WITH
   * @param reads every other relation it reads, common table expressions left out
   * @param where the top-level condition; null where there is none
   * @param setColumns columns UPDATE assigns or INSERT lists
   * @param assignments UPDATE's SET list as written
   * @param fromOtherTables UPDATE … FROM, DELETE … USING, INSERT … SELECT
   * @param valuesRows number of rows of INSERT … VALUES, 0 otherwise
   * @param lockingClause FOR UPDATE and the like are present
   * @param functions functions called anywhere
   * @param columnsNamed columns named anywhere, without their table
   * @param literals string constants anywhere: enum values among them
   * @param readsStdin COPY … FROM STDIN
   */
  record Query(
      String verb,
      @Nullable QualifiedName target,
      @Nullable String targetAlias,
      List<QualifiedName> alsoWrites,
      List<QualifiedName> reads,
      @Nullable Expression where,
      List<String> setColumns,
      @Nullable String assignments,
      boolean fromOtherTables,
      boolean onConflict,
      int valuesRows,
      boolean lockingClause,
      boolean returning,
      boolean hasLimit,
      List<QualifiedName> functions,
      List<String> literals,
      List<String> columnsNamed,
      boolean selectsStar,
      boolean readsStdin)
      implements Change {
    public Query {
      alsoWrites = List.copyOf(alsoWrites);
      reads = List.copyOf(reads);
      setColumns = List.copyOf(setColumns);
      functions = List.copyOf(functions);
      literals = List.copyOf(literals);
      columnsNamed = List.copyOf(columnsNamed);
    }
  }

  /**
   * @param tables empty for the whole database
   */
  record Vacuum(boolean vacuum, boolean full, boolean analyze, List<QualifiedName> tables)
      implements Change {
    public Vacuum {
      tables = List.copyOf(tables);
    }
  }

  record Cluster(@Nullable QualifiedName table, @Nullable String index) implements Change {}

  // ---- session

  /**
   * @param command BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, ROLLBACK TO, PREPARE TRANSACTION …
   */
  record Transaction(String command) implements Change {}

  /** SET, RESET, SET LOCAL. {@code value} is null for RESET and DEFAULT. */
  record SetVariable(String name, @Nullable String value, boolean local) implements Change {}

  /**
   * A psql meta-command that was understood and stands for nothing that runs, or is refused by
   * name. {@code \i} and {@code \ir} are understood: the path is in {@code arguments}, for the
   * layer that has files.
   *
   * @param command without the backslash
   */
  record PsqlCommand(String command, String arguments, boolean refused) implements Change {
    /** Why the server never gets to see it. */
    public String refusal() {
      return PsqlCommands.isInclude(command)
          ? "\\%s names a file that is not there: %s".formatted(command, arguments)
          : "\\%s is a command of psql; the server rejects it (SQLSTATE 42601)".formatted(command);
    }

    public String remedy() {
      return PsqlCommands.isInclude(command)
          ? "Correct the name: \\i looks in the folder of migrations, \\ir beside the file itself"
          : "Write what it does as SQL, or keep it out of the migration";
    }
  }

  /**
   * A statement PostgreSQL accepts and this model has no record for. Its locks are unknown: treated
   * as dangerous.
   */
  record Other(String node, List<QualifiedName> relations) implements Change {
    public Other {
      relations = List.copyOf(relations);
    }
  }

  /**
   * PostgreSQL's grammar rejects it.
   *
   * @param message the server's own words
   * @param line 1-based line in the file of the error
   * @param column 1-based, in code points
   * @param index the error's UTF-16 index into the file's text; -1 inside a body
   */
  record Unparsable(String message, int line, int column, int index) implements Change {}
}
