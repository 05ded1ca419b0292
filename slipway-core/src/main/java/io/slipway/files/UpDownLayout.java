package io.slipway.files;

import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** golang-migrate: {@code 000001_name.up.sql} and {@code 000001_name.down.sql}. */
final class UpDownLayout implements Layout {
  private static final String UP = ".up.sql";

  @Override
  public String name() {
    return "golang-migrate";
  }

  @Override
  public boolean fits(Folder folder) {
    return folder.sql().stream().anyMatch(it -> Numbered.of(it, UP).isPresent());
  }

  @Override
  public List<Source> sources(Folder folder) {
    List<Source> sources = new ArrayList<>();
    for (Path file : folder.sql()) {
      Optional<Numbered> name = Numbered.of(file, UP);
      if (name.isEmpty()) continue;
      Source source =
          Source.versioned(
              name.get().version(),
              name.get().description(),
              file.toString(),
              folder.use(file),
              Runner.GOLANG_MIGRATE);
      Path down = file.resolveSibling(Folder.name(file).replace(UP, ".down.sql"));
      sources.add(Files.isRegularFile(down) ? source.withDown(folder.useAsDown(down)) : source);
    }
    return sources;
  }
}
