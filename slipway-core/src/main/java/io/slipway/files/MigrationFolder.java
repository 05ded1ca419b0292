package io.slipway.files;

import io.slipway.migration.Migration;
import io.slipway.migration.MigrationReader;
import io.slipway.migration.Migrations;
import io.slipway.migration.Source;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.SqlParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Reads migrations from folders, whatever tool they were laid out for: Flyway, Liquibase formatted
 * SQL, Prisma, Drizzle, golang-migrate, dbmate, goose, Supabase, plain numbered files.
 */
public final class MigrationFolder {
  /** The most telling first. */
  private static final List<Layout> LAYOUTS =
      List.of(
          new DrizzleLayout(),
          new PrismaLayout(),
          new FlywayLayout(),
          new LiquibaseLayout(),
          new UpDownLayout(),
          new NumberedLayout(),
          new LooseFileLayout());

  private static final int ENOUGH_FOR_ANOTHER_PARSER = 100;

  private MigrationFolder() {}

  /**
   * All migrations of those folders (or files), in the order they run. Throws {@link
   * SlipwayException} where a folder is missing or empty, a file is not UTF-8, a directive is
   * misspelled or two migrations share a version.
   */
  public static Migrations read(SqlParser parser, Path... paths) {
    MigrationReader reader = new MigrationReader(parser);
    List<Migration> all = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (int i = 0; i < paths.length; i++) {
      Folder folder = Folder.open(paths[i], i + 1);
      all.addAll(read(layout(folder).sources(folder), reader));
      folder.unused().forEach(it -> unread.add(it.toString()));
    }
    return new Migrations(all, unread);
  }

  /**
   * Parsing is most of the work with a long history; a parser does one thing at a time and takes a
   * few tens of milliseconds to make.
   */
  private static List<Migration> read(List<Source> sources, MigrationReader reader) {
    if (sources.size() < ENOUGH_FOR_ANOTHER_PARSER)
      return sources.stream().map(reader::read).toList();
    int half = sources.size() / 2;
    CompletableFuture<List<Migration>> others =
        CompletableFuture.supplyAsync(
            () -> {
              MigrationReader another = new MigrationReader(SqlParser.create());
              return sources.subList(half, sources.size()).stream().map(another::read).toList();
            },
            work -> Thread.ofVirtual().start(work));
    List<Migration> all = new ArrayList<>();
    for (Source source : sources.subList(0, half)) all.add(reader.read(source));
    try {
      all.addAll(others.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw e;
    }
    return all;
  }

  private static Layout layout(Folder folder) {
    return LAYOUTS.stream()
        .filter(it -> it.fits(folder))
        .findFirst()
        .orElseThrow(() -> nothingToRead(folder));
  }

  private static SlipwayException nothingToRead(Folder folder) {
    int count = folder.sql().size();
    String seen =
        count == 0
            ? "It holds no .sql file."
            : "It holds "
                + count
                + " .sql files, the first "
                + Folder.name(folder.sql().get(0))
                + ".";
    String known = LAYOUTS.stream().map(Layout::name).collect(Collectors.joining(", "));
    return new SlipwayException(
        Problem.of(
            "FILES-2",
            Problem.Kind.USAGE,
            "no migration was found in " + folder.root(),
            seen,
            "Known layouts: " + known + ". A file such as 0001_create_orders.sql is enough."));
  }
}
