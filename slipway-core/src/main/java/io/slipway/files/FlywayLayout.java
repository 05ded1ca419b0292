package io.slipway.files;

import io.slipway.migration.Migration.Kind;
import io.slipway.migration.Runner;
import io.slipway.migration.Source;
import io.slipway.migration.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code V1__a.sql}, {@code R__a.sql}, {@code U1__a.sql}, {@code B2__a.sql}, {@code .conf}. */
final class FlywayLayout implements Layout {
  private static final Pattern NAME =
      Pattern.compile("([VUB])(\\d+(?:[._]\\d+)*)__(.*)\\.sql|R__(.*)\\.sql");
  private static final Pattern NOT_IN_TRANSACTION =
      Pattern.compile("(?im)^\\s*executeInTransaction\\s*=\\s*false\\s*$");

  @Override
  public String name() {
    return "Flyway";
  }

  @Override
  public boolean fits(Folder folder) {
    return folder.sql().stream().anyMatch(it -> matcher(it).matches());
  }

  private static Matcher matcher(Path file) {
    return NAME.matcher(Folder.name(file));
  }

  @Override
  public List<Source> sources(Folder folder) {
    Map<Version, Source.Down> undo = new HashMap<>();
    for (Path file : folder.sql()) {
      Matcher name = matcher(file);
      if (name.matches() && "U".equals(name.group(1))) {
        undo.put(version(name), folder.useAsDown(file));
      }
    }
    List<Source> sources = new ArrayList<>();
    for (Path file : folder.sql()) {
      Matcher name = matcher(file);
      if (!name.matches() || "U".equals(name.group(1))) continue;
      Source source = source(folder, file, name);
      sources.add(source.version() == null ? source : source.withDown(undo.get(source.version())));
    }
    return sources;
  }

  private static Source source(Folder folder, Path file, Matcher name) {
    boolean repeatable = name.group(4) != null;
    Kind kind =
        repeatable ? Kind.REPEATABLE : "B".equals(name.group(1)) ? Kind.BASELINE : Kind.VERSIONED;
    String description = Objects.requireNonNullElse(repeatable ? name.group(4) : name.group(3), "");
    return new Source(
        repeatable ? null : version(name),
        description.replace('_', ' '),
        kind,
        file.toString(),
        folder.use(file),
        null,
        Runner.FLYWAY,
        inTransaction(file));
  }

  private static Version version(Matcher name) {
    return Version.parse(name.group(2)).orElseThrow();
  }

  /** The side file {@code V2__x.sql.conf}. */
  private static boolean inTransaction(Path file) {
    Path conf = file.resolveSibling(Folder.name(file) + ".conf");
    return !Files.isRegularFile(conf) || !NOT_IN_TRANSACTION.matcher(SqlFile.read(conf)).find();
  }
}
