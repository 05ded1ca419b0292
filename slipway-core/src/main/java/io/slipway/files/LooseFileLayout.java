package io.slipway.files;

import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import io.slipway.migration.Version;
import java.nio.file.Path;
import java.util.List;

/**
 * One file that somebody named on the command line, whatever it is called; several run in the order
 * given.
 */
final class LooseFileLayout implements Layout {
  @Override
  public String name() {
    return "a single file";
  }

  @Override
  public boolean fits(Folder folder) {
    return folder.files().size() == 1 && folder.sql().size() == 1;
  }

  @Override
  public List<Source> sources(Folder folder) {
    Path file = folder.sql().getFirst();
    String name = Folder.name(file).replaceFirst("\\.sql$", "");
    return List.of(
        Source.versioned(
            Version.of(folder.ordinal()),
            Numbered.words(name),
            file.toString(),
            folder.use(file),
            Runner.PSQL));
  }
}
