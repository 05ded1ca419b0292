package io.slipway.files;

import io.slipway.migration.Changesets;
import io.slipway.migration.Changesets.Changeset;
import io.slipway.migration.Migration.Kind;
import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import io.slipway.migration.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formatted SQL: a file holds changesets, each a migration of its own. They have no versions; the
 * order of files (as {@code includeAll} takes them) and of changesets in them gives {@code 3.2}.
 */
final class LiquibaseLayout implements Layout {
  @Override
  public String name() {
    return "Liquibase formatted SQL";
  }

  @Override
  public boolean fits(Folder folder) {
    return folder.sql().stream().anyMatch(it -> Changesets.isFormattedSql(folder.text(it)));
  }

  @Override
  public List<Source> sources(Folder folder) {
    List<Source> sources = new ArrayList<>();
    int fileNumber = 0;
    for (Path file : folder.sql()) {
      if (!Changesets.isFormattedSql(folder.text(file))) continue;
      fileNumber++;
      List<Changeset> changesets = Changesets.of(folder.use(file));
      for (int i = 0; i < changesets.size(); i++) {
        sources.add(source(file, fileNumber + "." + (i + 1), changesets.get(i)));
      }
    }
    return sources;
  }

  private static Source source(Path file, String number, Changeset changeset) {
    String id = changeset.author() + ":" + changeset.id();
    String down = changeset.down();
    return new Source(
        changeset.repeatable() ? null : Version.parse(number).orElseThrow(),
        id,
        changeset.repeatable() ? Kind.REPEATABLE : Kind.VERSIONED,
        file + "#" + id,
        changeset.up(),
        down == null ? null : new Source.Down(file + "#" + id, down),
        Runner.LIQUIBASE,
        changeset.transactional());
  }
}
