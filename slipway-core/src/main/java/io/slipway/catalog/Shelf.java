package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one kind by name, with a diary of the open transaction so that a ROLLBACK costs
 * what the transaction changed, not what the schema holds.
 */
final class Shelf<V> {
  private final Map<QualifiedName, V> objects;
  private final List<Entry<V>> diary;
  private final Watcher<V> watcher;

  /** What was there before a change. */
  private record Entry<V>(QualifiedName name, @Nullable V before) {}

  /** Told of every change, ROLLBACK's too, so that what is derived never goes stale. */
  interface Watcher<V> {
    void changed(QualifiedName name, @Nullable V before, @Nullable V after);
  }

  /** Nothing is derived from what is on it. */
  Shelf() {
    this((name, before, after) -> {});
  }

  Shelf(Watcher<V> watcher) {
    this.objects = new LinkedHashMap<>();
    this.diary = new ArrayList<>();
    this.watcher = watcher;
  }

  Shelf(Shelf<V> from) {
    this(from, from.watcher);
  }

  /** The same objects; {@code watcher} is not told of those already there. */
  Shelf(Shelf<V> from, Watcher<V> watcher) {
    this.objects = new LinkedHashMap<>(from.objects);
    this.diary = new ArrayList<>(from.diary);
    this.watcher = watcher;
  }

  @Nullable V get(QualifiedName name) {
    return objects.get(name);
  }

  boolean has(QualifiedName name) {
    return objects.containsKey(name);
  }

  Collection<V> all() {
    return objects.values();
  }

  void put(QualifiedName name, V object, boolean remember) {
    note(name, objects.put(name, object), object, remember);
  }

  @Nullable V remove(QualifiedName name, boolean remember) {
    @Nullable V before = objects.remove(name);
    if (before != null) note(name, before, null, remember);
    return before;
  }

  private void note(QualifiedName name, @Nullable V before, @Nullable V after, boolean remember) {
    if (remember) diary.add(new Entry<>(name, before));
    watcher.changed(name, before, after);
  }

  /** How far the diary has come: a savepoint. */
  int mark() {
    return diary.size();
  }

  /** Takes back everything since the mark, newest first. */
  void rollbackTo(int mark) {
    while (diary.size() > mark) {
      Entry<V> entry = diary.removeLast();
      @Nullable V undone =
          entry.before() == null
              ? objects.remove(entry.name())
              : objects.put(entry.name(), entry.before());
      watcher.changed(entry.name(), undone, entry.before());
    }
  }

  /** Names the open transaction touched. */
  Set<QualifiedName> touched() {
    return diary.stream().map(Entry::name).collect(Collectors.toSet());
  }

  void forget() {
    diary.clear();
  }
}
