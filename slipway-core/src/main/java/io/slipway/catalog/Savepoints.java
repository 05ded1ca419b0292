package io.slipway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the open transaction can be rolled back to; the first is its BEGIN. */
final class Savepoints {
  private final List<Savepoint> all;
  private @Nullable List<String> searchPathAfterCommit;

  /**
   * @param marks how far each shelf's diary had come
   */
  record Savepoint(String name, List<Integer> marks, List<String> searchPath) {
    Savepoint {
      marks = List.copyOf(marks);
    }
  }

  Savepoints() {
    all = new ArrayList<>();
  }

  Savepoints(Savepoints from) {
    all = new ArrayList<>(from.all);
    searchPathAfterCommit = from.searchPathAfterCommit;
  }

  boolean open() {
    return !all.isEmpty();
  }

  Optional<Savepoint> beginning() {
    return all.stream().findFirst();
  }

  void add(String name, List<Integer> marks, List<String> searchPath) {
    all.add(new Savepoint(name, marks, searchPath));
  }

  /** The youngest of that name; those after it are gone. */
  Optional<Savepoint> find(String name) {
    for (int i = all.size() - 1; i > 0; i--) {
      if (all.get(i).name().equals(name)) {
        all.subList(i + 1, all.size()).clear();
        return Optional.of(all.get(i));
      }
    }
    return Optional.empty();
  }

  void release(String name) {
    find(name).ifPresent(it -> all.removeLast());
  }

  /** SET LOCAL search_path: what COMMIT puts back. */
  void rememberForCommit(List<String> searchPath) {
    if (open() && searchPathAfterCommit == null) searchPathAfterCommit = searchPath;
  }

  /** The search path after COMMIT; closes the transaction. */
  List<String> committed(List<String> current) {
    List<String> after = searchPathAfterCommit == null ? current : searchPathAfterCommit;
    close();
    return after;
  }

  void close() {
    all.clear();
    searchPathAfterCommit = null;
  }
}
