package io.slipway.migration;

import io.slipway.migration.Migration.Kind;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All migrations of a folder in the order they run: versions ascending, then the repeatable ones by
 * description.
 *
 * @param unread files that look like SQL and are no migration of the layout: callbacks and the like
 */
public record Migrations(List<Migration> all, List<String> unread) {
  private static final Comparator<Migration> ORDER =
      Comparator.comparing(
              (Migration it) -> Optional.ofNullable(it.version()),
              Comparator.comparing(
                  version -> version.orElse(null), Comparator.nullsLast(Comparator.naturalOrder())))
          .thenComparing(Migration::description)
          .thenComparing(Migration::file);

  public Migrations {
    all = all.stream().sorted(ORDER).toList();
    unread = List.copyOf(unread);
    refuseDuplicates(all);
  }

  private static void refuseDuplicates(List<Migration> all) {
    Map<String, Migration> seen = new HashMap<>();
    for (Migration migration : all) {
      Version version = migration.version();
      String key = version == null ? "R " + migration.description() : keyOf(migration, version);
      Migration first = seen.putIfAbsent(key, migration);
      if (first != null) throw new SlipwayException(duplicate(first, migration));
    }
  }

  /** A baseline may share its version with the migration it ends with. */
  private static String keyOf(Migration migration, Version version) {
    return (migration.kind() == Kind.BASELINE ? "B " : "V ") + version.parts();
  }

  private static Problem duplicate(Migration first, Migration second) {
    Version version = second.version();
    String what =
        version == null
            ? "two repeatable migrations are called \"" + second.description() + "\""
            : "two migrations have version " + version;
    return Problem.of(
            "MIGRATION-1",
            Problem.Kind.VALIDATION,
            what,
            "They are " + first.file() + " and " + second.file() + ". Nothing was read further.",
            "Rename one of them; the order of the two would be chance.")
        .at(second.file(), 0);
  }

  public List<Migration> versioned() {
    return of(Kind.VERSIONED);
  }

  public List<Migration> repeatable() {
    return of(Kind.REPEATABLE);
  }

  private List<Migration> of(Kind kind) {
    return all.stream().filter(it -> it.kind() == kind).toList();
  }

  public Optional<Migration> version(Version version) {
    return versioned().stream().filter(it -> version.equals(it.version())).findFirst();
  }
}
