package io.slipway.files;

import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import io.slipway.migration.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Files that begin with their version: dbmate and goose by their markers, Supabase by its folder,
 * else plain files for psql, whose way back is in {@code rollbacks/}.
 */
final class NumberedLayout implements Layout {
  @Override
  public String name() {
    return "numbered files";
  }

  @Override
  public boolean fits(Folder folder) {
    return folder.sql().stream().anyMatch(it -> Numbered.of(it, ".sql").isPresent());
  }

  @Override
  public List<Source> sources(Folder folder) {
    Map<Version, Source.Down> rollbacks = new HashMap<>();
    List<Path> forward = new ArrayList<>();
    for (Path file : folder.sql()) {
      Optional<Numbered> name = Numbered.of(file, ".sql");
      if (name.isEmpty()) continue;
      if (isRollback(folder, file)) rollbacks.put(name.get().version(), folder.useAsDown(file));
      else forward.add(file);
    }
    return forward.stream().map(file -> source(folder, file, rollbacks)).toList();
  }

  /** In a folder of that name, or {@code 0092_name_rollback.sql}, {@code 0092_name.down.sql}. */
  private static boolean isRollback(Folder folder, Path file) {
    String path = folder.relative(file).toLowerCase(Locale.ROOT);
    return path.matches("(?:.*/)?(?:rollbacks?|down|undo)/.*")
        || path.matches(".*[_.\\-](?:rollback|down|undo)\\.sql");
  }

  private static Source source(Folder folder, Path file, Map<Version, Source.Down> rollbacks) {
    Numbered name = Numbered.of(file, ".sql").orElseThrow();
    String text = folder.use(file);
    return Source.versioned(
            name.version(), name.description(), file.toString(), text, runner(file, text))
        .withDown(rollbacks.get(name.version()));
  }

  private static Runner runner(Path file, String text) {
    if (marked(text, "migrate:up")) return Runner.DBMATE;
    if (marked(text, "+goose up")) return Runner.GOOSE;
    String path = file.toAbsolutePath().toString().replace('\\', '/');
    return path.contains("supabase/migrations/") ? Runner.SUPABASE : Runner.PSQL;
  }

  private static boolean marked(String text, String marker) {
    return text.lines()
        .map(line -> line.strip().toLowerCase(Locale.ROOT))
        .anyMatch(it -> it.startsWith("--") && it.substring(2).strip().startsWith(marker));
  }
}
