package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema as it stands at one moment, every name qualified. Objects in it are immutable; the
 * catalog itself changes only through {@link Replay}, which turns the image before a statement into
 * the image after it.
 *
 * <p>Not thread-safe. {@link #copy()} is cheap: it shares the objects.
 */
public final class Catalog {
  /** Where temporary tables are, for every session its own. */
  static final String TEMPORARY = "pg_temp";

  private final Links links;
  private final Shelf<Table> tables;
  private final Shelf<Index> indexes;
  private final Shelf<View> views;
  private final Shelf<TypeDef> types;
  private final Shelf<List<Routine>> routines;
  private final Shelf<List<Policy>> policies;
  private final Youth youth;
  private final Set<QualifiedName> partlyKnown;
  private final Savepoints savepoints;
  private final Map<QualifiedName, List<Belonging>> belongings;
  private List<String> searchPath;
  private List<String> initialSearchPath;
  private final boolean complete;

  private Catalog(Catalog from) {
    links = new Links(from.links);
    tables = new Shelf<>(from.tables, links::table);
    indexes = new Shelf<>(from.indexes, links::index);
    views = new Shelf<>(from.views, links::view);
    types = new Shelf<>(from.types);
    routines = new Shelf<>(from.routines);
    policies = new Shelf<>(from.policies);
    youth = new Youth(from.youth);
    partlyKnown = new HashSet<>(from.partlyKnown);
    savepoints = new Savepoints(from.savepoints);
    belongings = from.belongings;
    searchPath = from.searchPath;
    initialSearchPath = from.initialSearchPath;
    complete = from.complete;
  }

  private Catalog(boolean complete) {
    links = new Links();
    tables = new Shelf<>(links::table);
    indexes = new Shelf<>(links::index);
    views = new Shelf<>(links::view);
    types = new Shelf<>();
    routines = new Shelf<>();
    policies = new Shelf<>();
    youth = new Youth();
    partlyKnown = new HashSet<>();
    savepoints = new Savepoints();
    belongings = new HashMap<>();
    searchPath = List.of("public");
    initialSearchPath = searchPath;
    this.complete = complete;
  }

  /**
   * Nothing known: a table that is not in it may exist all the same (a folder of migrations may
   * start late).
   */
  public static Catalog unknown() {
    return new Catalog(false);
  }

  /** Nothing there: a table that is not in it does not exist (an empty or a live database). */
  public static Catalog empty() {
    return new Catalog(true);
  }

  public Catalog copy() {
    return new Catalog(this);
  }

  /** Whether an object that is not in here does not exist. */
  public boolean complete() {
    return complete;
  }

  /**
   * Whether a column, constraint or index of the table that is not in here does not exist. False
   * for a table that an incomplete catalog met first in an ALTER TABLE.
   */
  public boolean knowsAllOf(QualifiedName table) {
    QualifiedName resolved = resolve(table);
    return !partlyKnown.contains(resolved) && (complete || tables.has(resolved));
  }

  public List<String> searchPath() {
    return searchPath;
  }

  /**
   * The name with its schema: the first of the search path that has such a relation, else where it
   * would be created.
   */
  public QualifiedName resolve(QualifiedName name) {
    if (name.schema() != null) return name;
    QualifiedName temporary = name.in(TEMPORARY);
    if (hasRelation(temporary)) return temporary;
    for (String schema : searchPath) {
      QualifiedName candidate = name.in(schema);
      if (hasRelation(candidate)) return candidate;
    }
    return name.in(creationSchema());
  }

  /** Whether the qualified name is taken by a table, view, sequence or index. */
  boolean hasRelation(QualifiedName qualified) {
    return tables.has(qualified) || indexes.has(qualified);
  }

  /** The schema unqualified new objects go to. */
  public String creationSchema() {
    return searchPath.isEmpty() ? "public" : searchPath.getFirst();
  }

  public Optional<Table> table(QualifiedName name) {
    return Optional.ofNullable(tables.get(resolve(name)));
  }

  public Optional<Index> index(QualifiedName name) {
    return Optional.ofNullable(indexes.get(resolve(name)));
  }

  public Optional<View> view(QualifiedName name) {
    return Optional.ofNullable(views.get(resolve(name)));
  }

  public Optional<TypeDef> type(QualifiedName name) {
    return Optional.ofNullable(onSearchPath(name, types));
  }

  public List<Routine> routines(QualifiedName name) {
    return orEmpty(onSearchPath(name, routines));
  }

  private <V> @Nullable V onSearchPath(QualifiedName name, Shelf<V> shelf) {
    if (name.schema() != null) return shelf.get(name);
    for (String schema : searchPath) {
      V found = shelf.get(name.in(schema));
      if (found != null) return found;
    }
    return null;
  }

  public List<Policy> policies(QualifiedName table) {
    return orEmpty(policies.get(resolve(table)));
  }

  /** What else a table of a live database has; replayed catalogs do not know. */
  public List<Belonging> belongings(QualifiedName table) {
    return orEmpty(belongings.get(resolve(table)));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  public Collection<Table> tables() {
    return tables.all();
  }

  public Collection<View> views() {
    return views.all();
  }

  public Collection<TypeDef> types() {
    return types.all();
  }

  public Collection<Index> indexes() {
    return indexes.all();
  }

  public Collection<Routine> allRoutines() {
    return routines.all().stream().flatMap(List::stream).toList();
  }

  public Collection<Policy> allPolicies() {
    return policies.all().stream().flatMap(List::stream).toList();
  }

  public List<Index> indexesOf(QualifiedName table) {
    return found(links.indexesOfTable.to(resolve(table)), indexes);
  }

  /** Indexes of partitions that are attached to a partitioned index. */
  public List<Index> attachedTo(QualifiedName partitionedIndex) {
    return found(links.childrenOfIndex.to(resolve(partitionedIndex)), indexes);
  }

  /** Partitions and inheritance children, direct ones. */
  public List<Table> children(QualifiedName table) {
    return found(links.childrenOfTable.to(resolve(table)), tables);
  }

  private static <V> List<V> found(List<QualifiedName> names, Shelf<V> shelf) {
    List<V> found = new ArrayList<>(names.size());
    for (QualifiedName name : names) {
      V object = shelf.get(name);
      if (object != null) found.add(object);
    }
    return found;
  }

  /** Partitions and inheritance children at every level, the table itself excluded. */
  public List<Table> descendants(QualifiedName table) {
    List<Table> all = new ArrayList<>();
    for (Table child : children(table)) {
      all.add(child);
      all.addAll(descendants(child.name()));
    }
    return all;
  }

  /** Foreign keys that point at the table, with the table that has them. */
  public List<Inbound> inboundForeignKeys(QualifiedName table) {
    QualifiedName resolved = resolve(table);
    List<Inbound> inbound = new ArrayList<>();
    for (Table other : found(links.referencesToTable.to(resolved), tables)) {
      for (Constraint constraint : other.constraints()) {
        if (constraint.kind() == ConstraintDef.Kind.FOREIGN_KEY
            && resolved.equals(constraint.references())) {
          inbound.add(new Inbound(other.name(), constraint));
        }
      }
    }
    return inbound;
  }

  public record Inbound(QualifiedName table, Constraint constraint) {}

  /** Views that read the table. */
  public List<View> viewsOn(QualifiedName table) {
    return found(links.viewsOfRelation.to(resolve(table)), views);
  }

  /** Whether a constraint of that name is on some table of the schema. */
  boolean hasConstraint(QualifiedName qualified) {
    return !links.holdersOfConstraint.to(qualified).isEmpty();
  }

  // ---- transactions: a table made in one that is rolled back is gone

  public boolean inTransaction() {
    return savepoints.open();
  }

  /** BEGIN. Inside a transaction it changes nothing, as the server's does. */
  public void begin() {
    if (!savepoints.open()) savepoint("");
  }

  /** COMMIT: what the transaction made is there for everyone now. */
  public void commit() {
    if (!savepoints.open()) return;
    searchPath = savepoints.committed(searchPath);
    List<QualifiedName> changed = new ArrayList<>(tables.touched());
    changed.addAll(types.touched());
    shelves().forEach(Shelf::forget);
    youth.committed(this, changed);
  }

  /** ROLLBACK: as if nothing had happened since BEGIN. */
  public void rollback() {
    savepoints.beginning().ifPresent(this::rollback);
    savepoints.close();
  }

  void savepoint(String name) {
    List<Integer> marks = shelves().stream().map(Shelf::mark).toList();
    savepoints.add(name, marks, searchPath);
  }

  void release(String name) {
    savepoints.release(name);
  }

  void rollbackTo(String name) {
    savepoints.find(name).ifPresent(this::rollback);
  }

  private void rollback(Savepoints.Savepoint to) {
    List<Shelf<?>> shelves = shelves();
    for (int i = 0; i < shelves.size(); i++) shelves.get(i).rollbackTo(to.marks().get(i));
    searchPath = to.searchPath();
  }

  private List<Shelf<?>> shelves() {
    return List.of(tables, indexes, views, types, routines, policies);
  }

  /** The migration has ended: what it made is as old as everything else for the next one. */
  public void migrationFinished() {
    commit();
    youth.migrationFinished(this);
  }

  Table.Age ageNow() {
    return inTransaction() ? Table.Age.CREATED_IN_TRANSACTION : Table.Age.CREATED_IN_MIGRATION;
  }

  // ---- changes: for Replay and for whoever reads a live catalog

  /** The search path a session starts with. */
  public void searchPath(List<String> schemas) {
    searchPath = List.copyOf(schemas);
    initialSearchPath = searchPath;
  }

  /** SET search_path; null for RESET and DEFAULT. */
  void setSearchPath(@Nullable List<String> schemas, boolean local) {
    if (local) savepoints.rememberForCommit(searchPath);
    searchPath = schemas == null ? initialSearchPath : List.copyOf(schemas);
  }

  public void put(Table table) {
    youth.note(table);
    tables.put(table.name(), table, inTransaction());
  }

  /** A table of which only what statements said is known. */
  void putPartlyKnown(Table table) {
    partlyKnown.add(table.name());
    put(table);
  }

  boolean isPartlyKnown(QualifiedName qualified) {
    return partlyKnown.contains(qualified);
  }

  void fullyKnown(QualifiedName qualified) {
    partlyKnown.remove(qualified);
  }

  public void put(Index index) {
    indexes.put(index.name(), index, inTransaction());
  }

  public void put(View view) {
    views.put(view.name(), view, inTransaction());
  }

  public void put(TypeDef type) {
    youth.note(type);
    types.put(type.name(), type, inTransaction());
  }

  public void put(Routine routine) {
    List<Routine> overloads = new ArrayList<>(orEmpty(routines.get(routine.name())));
    overloads.removeIf(it -> it.argumentTypes().equals(routine.argumentTypes()));
    overloads.add(routine);
    routines.put(routine.name(), List.copyOf(overloads), inTransaction());
  }

  public void put(Policy policy) {
    removePolicy(policy.table(), policy.name());
    List<Policy> all = new ArrayList<>(policies(policy.table()));
    all.add(policy);
    policies.put(policy.table(), List.copyOf(all), inTransaction());
  }

  /** As read; what statements change of it is not followed. */
  public void belongings(QualifiedName table, List<Belonging> all) {
    belongings.put(table, List.copyOf(all));
  }

  public @Nullable Table removeTable(QualifiedName name) {
    return tables.remove(name, inTransaction());
  }

  public @Nullable Index removeIndex(QualifiedName name) {
    return indexes.remove(name, inTransaction());
  }

  public void removeView(QualifiedName name) {
    views.remove(name, inTransaction());
  }

  public void removeType(QualifiedName name) {
    types.remove(name, inTransaction());
  }

  public void removeRoutines(QualifiedName name) {
    routines.remove(name, inTransaction());
  }

  public void removePolicies(QualifiedName table) {
    policies.remove(table, inTransaction());
  }

  public void removePolicy(QualifiedName table, String name) {
    List<Policy> kept = policies(table).stream().filter(it -> !it.name().equals(name)).toList();
    policies.put(table, kept, inTransaction());
  }
}
