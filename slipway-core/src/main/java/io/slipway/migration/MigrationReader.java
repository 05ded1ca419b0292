package io.slipway.migration;

import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses a {@link Source}. */
public final class MigrationReader {
  private static final String BREAKPOINT = "--> statement-breakpoint";

  private final SqlParser parser;

  public MigrationReader(SqlParser parser) {
    this.parser = parser;
  }

  public Migration read(Source source) {
    Sections sections = sections(source);
    Script up = parser.parse(source.file(), sections.up());
    return new Migration(
        source.version(),
        source.description(),
        source.kind(),
        source.file(),
        up,
        down(source, sections.down()),
        DirectiveReader.read(up),
        source.runner(),
        transactions(source, sections),
        checksum(source),
        Checksums.ofStatements(up));
  }

  /** Only where the runner knows sections: elsewhere {@code -- down} is just a comment. */
  private static Sections sections(Source source) {
    return switch (source.runner()) {
      case PSQL, DBMATE, GOOSE -> Sections.of(source.text());
      case DRIZZLE -> new Sections(withSemicolons(source.text()), null, true);
      case FLYWAY, LIQUIBASE, PRISMA, GOLANG_MIGRATE, SUPABASE ->
          new Sections(source.text(), null, true);
    };
  }

  /** A breakpoint ends a statement, whether or not a semicolon does; nothing else moves. */
  private static String withSemicolons(String text) {
    return text.replace(BREAKPOINT, ";" + " ".repeat(BREAKPOINT.length() - 1));
  }

  private @Nullable Script down(Source source, @Nullable String section) {
    Source.Down file = source.down();
    if (file != null) return parser.parse(file.file(), file.text());
    return section == null ? null : parser.parse(source.file(), section);
  }

  /** A changeset's text is blank where the file's other changesets are: they must not count. */
  private static int checksum(Source source) {
    return source.runner() == Runner.LIQUIBASE
        ? Checksums.ofLines(
            source.text().lines().filter(it -> !it.isBlank()).collect(Collectors.joining("\n")))
        : Checksums.ofLines(source.text());
  }

  private static Runner.Transactions transactions(Source source, Sections sections) {
    Runner.Transactions usual = source.runner().transactions();
    boolean switchedOff = !source.transactional() || !sections.transactional();
    return switchedOff ? Runner.Transactions.NONE : usual;
  }
}
