package io.slipway.files;

import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder a migration: {@code 20260101120000_name/migration.sql}. Drizzle 1.0 does so too, with a
 * snapshot beside it.
 */
final class PrismaLayout implements Layout {
  private static final String FILE = "migration.sql";

  @Override
  public String name() {
    return "Prisma";
  }

  @Override
  public boolean fits(Folder folder) {
    return folder.sql().stream().anyMatch(it -> numbered(it).isPresent());
  }

  private static Optional<Numbered> numbered(Path file) {
    Path parent = file.getParent();
    return Folder.name(file).equals(FILE) && parent != null
        ? Numbered.of(Folder.name(parent))
        : Optional.empty();
  }

  @Override
  public List<Source> sources(Folder folder) {
    List<Source> sources = new ArrayList<>();
    for (Path file : folder.sql()) {
      numbered(file).ifPresent(it -> sources.add(source(folder, file, it)));
    }
    return sources;
  }

  private static Source source(Folder folder, Path file, Numbered name) {
    boolean drizzle = Files.isRegularFile(file.resolveSibling("snapshot.json"));
    Runner runner = drizzle ? Runner.DRIZZLE : Runner.PRISMA;
    Path down = file.resolveSibling("down.sql");
    Source source =
        Source.versioned(
            name.version(), name.description(), file.toString(), folder.use(file), runner);
    return Files.isRegularFile(down) ? source.withDown(folder.useAsDown(down)) : source;
  }
}
