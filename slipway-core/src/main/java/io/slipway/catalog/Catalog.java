package io.slipway.catalog;

import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schema as it stands at one moment, every name qualified. Objects in it are immutable; the
 * catalog itself changes only through {@link Replay}, which turns the image before a statement into
 * the image after it.
 *
 * <p>Not thread-safe. {@link #copy()} is cheap: it shares the objects.
 */
public final class Catalog {
  private final Map<QualifiedName, Table> tables;
  private final Map<QualifiedName, Index> indexes;
  private final Map<QualifiedName, View> views;
  private final Map<QualifiedName, TypeDef> types;
  private final Map<QualifiedName, List<Routine>> routines;
  private final Map<QualifiedName, List<Policy>> policies;
  private List<String> searchPath;
  private boolean complete;

  private Catalog(Catalog from) {
    tables = new LinkedHashMap<>(from.tables);
    indexes = new LinkedHashMap<>(from.indexes);
    views = new LinkedHashMap<>(from.views);
    types = new LinkedHashMap<>(from.types);
    routines = new LinkedHashMap<>(from.routines);
    policies = new LinkedHashMap<>(from.policies);
    searchPath = from.searchPath;
    complete = from.complete;
  }

  private Catalog(boolean complete) {
    tables = new LinkedHashMap<>();
    indexes = new LinkedHashMap<>();
    views = new LinkedHashMap<>();
    types = new LinkedHashMap<>();
    routines = new LinkedHashMap<>();
    policies = new LinkedHashMap<>();
    searchPath = List.of("public");
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

  public List<String> searchPath() {
    return searchPath;
  }

  /**
   * The name with its schema: the first of the search path that has such a relation, else where it
   * would be created.
   */
  public QualifiedName resolve(QualifiedName name) {
    if (name.schema() != null) return name;
    for (String schema : searchPath) {
      QualifiedName candidate = name.in(schema);
      if (tables.containsKey(candidate) || indexes.containsKey(candidate)) return candidate;
    }
    return name.in(creationSchema());
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
    if (name.schema() != null) return Optional.ofNullable(types.get(name));
    return searchPath.stream()
        .map(schema -> types.get(name.in(schema)))
        .filter(it -> it != null)
        .findFirst();
  }

  public List<Routine> routines(QualifiedName name) {
    if (name.schema() != null) return routines.getOrDefault(name, List.of());
    return searchPath.stream()
        .map(schema -> routines.getOrDefault(name.in(schema), List.of()))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  public List<Policy> policies(QualifiedName table) {
    return policies.getOrDefault(resolve(table), List.of());
  }

  public Collection<Table> tables() {
    return tables.values();
  }

  public Collection<View> views() {
    return views.values();
  }

  public Collection<TypeDef> types() {
    return types.values();
  }

  public Collection<Index> indexes() {
    return indexes.values();
  }

  public Collection<Routine> allRoutines() {
    return routines.values().stream().flatMap(List::stream).toList();
  }

  public List<Index> indexesOf(QualifiedName table) {
    QualifiedName resolved = resolve(table);
    return indexes.values().stream().filter(index -> index.table().equals(resolved)).toList();
  }

  /** Partitions and inheritance children, direct ones. */
  public List<Table> children(QualifiedName table) {
    QualifiedName resolved = resolve(table);
    return tables.values().stream().filter(it -> it.parents().contains(resolved)).toList();
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
    for (Table other : tables.values()) {
      for (Constraint constraint : other.constraints()) {
        if (constraint.kind() == ConstraintDef.Kind.FOREIGN_KEY
            && resolved.equals(constraint.references())) {
          inbound.add(new Inbound(other.name(), constraint));
        }
      }
    }
    return inbound;
  }

  /** A foreign key of another table. */
  public record Inbound(QualifiedName table, Constraint constraint) {}

  /** Views that read the table. */
  public List<View> viewsOn(QualifiedName table) {
    QualifiedName resolved = resolve(table);
    return views.values().stream().filter(view -> view.reads().contains(resolved)).toList();
  }

  // ---- changes: for Replay and for whoever reads a live catalog

  public void searchPath(List<String> schemas) {
    searchPath = List.copyOf(schemas);
  }

  public void complete(boolean isComplete) {
    complete = isComplete;
  }

  public void put(Table table) {
    tables.put(table.name(), table);
  }

  public void put(Index index) {
    indexes.put(index.name(), index);
  }

  public void put(View view) {
    views.put(view.name(), view);
  }

  public void put(TypeDef type) {
    types.put(type.name(), type);
  }

  public void put(Routine routine) {
    List<Routine> overloads = new ArrayList<>(routines.getOrDefault(routine.name(), List.of()));
    overloads.removeIf(it -> it.argumentTypes().equals(routine.argumentTypes()));
    overloads.add(routine);
    routines.put(routine.name(), List.copyOf(overloads));
  }

  public void put(Policy policy) {
    List<Policy> all = new ArrayList<>(policies.getOrDefault(policy.table(), List.of()));
    all.removeIf(it -> it.name().equals(policy.name()));
    all.add(policy);
    policies.put(policy.table(), List.copyOf(all));
  }

  public @Nullable Table removeTable(QualifiedName name) {
    return tables.remove(name);
  }

  public @Nullable Index removeIndex(QualifiedName name) {
    return indexes.remove(name);
  }

  public void removeView(QualifiedName name) {
    views.remove(name);
  }

  public void removeType(QualifiedName name) {
    types.remove(name);
  }

  public void removeRoutines(QualifiedName name) {
    routines.remove(name);
  }

  public void removePolicy(QualifiedName table, String name) {
    List<Policy> all = new ArrayList<>(policies.getOrDefault(table, List.of()));
    all.removeIf(it -> it.name().equals(name));
    policies.put(table, List.copyOf(all));
  }
}
