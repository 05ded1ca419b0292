package io.slipway.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import io.slipway.migration.Version;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code 0000_tag.sql} files in the order {@code meta/_journal.json} gives. */
final class DrizzleLayout implements Layout {
  private static final String JOURNAL = "meta/_journal.json";

  /** An entry of the journal. */
  private record Entry(long index, String tag) {}

  @Override
  public String name() {
    return "Drizzle";
  }

  @Override
  public boolean fits(Folder folder) {
    return Files.isRegularFile(journal(folder));
  }

  private static Path journal(Folder folder) {
    return folder.root().resolve(JOURNAL);
  }

  @Override
  public List<Source> sources(Folder folder) {
    List<Source> sources = new ArrayList<>();
    for (Entry entry : entries(journal(folder))) {
      Path file = folder.root().resolve(entry.tag() + ".sql");
      String description = Numbered.of(entry.tag()).map(Numbered::description).orElse(entry.tag());
      sources.add(
          Source.versioned(
              Version.of(entry.index()),
              description,
              file.toString(),
              folder.use(file),
              Runner.DRIZZLE));
    }
    return sources;
  }

  private static List<Entry> entries(Path journal) {
    List<Entry> entries = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(SqlFile.read(journal))) {
      long index = 0;
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.FIELD_NAME) continue;
        String field = json.currentName();
        json.nextToken();
        if (field.equals("idx")) index = json.getLongValue();
        if (field.equals("tag")) entries.add(new Entry(index, json.getText()));
      }
    } catch (IOException e) {
      throw notAJournal(journal, e);
    }
    return entries;
  }

  private static SlipwayException notAJournal(Path journal, IOException e) {
    return new SlipwayException(
        Problem.of(
                "FILES-8",
                Problem.Kind.VALIDATION,
                "Drizzle's journal cannot be read",
                "The reader says: " + e.getMessage() + ".",
                "Let Drizzle write it again: drizzle-kit generate")
            .at(journal.toString(), 0),
        e);
  }
}
