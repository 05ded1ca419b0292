package io.slipway.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What to dump.
 *
 * @param tables as pg_dump's --table takes them; only for {@link Kind#TABLES}
 * @param location the file, or with more than one job the folder, to make; must not exist yet
 * @param jobs above 1 in the directory format
 * @param keep for how long; zero: until a person removes it
 */
public record DumpRequest(
    Kind kind, List<String> tables, Path location, boolean directory, int jobs, Duration keep) {
  public DumpRequest {
    tables = List.copyOf(tables);
  }

  public enum Kind {
    FULL,
    SCHEMA,
    TABLES;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
