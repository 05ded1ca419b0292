package io.slipway.cli.verbs;

import io.slipway.analysis.Severity;
import io.slipway.catalog.Catalog;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.lint.FixReport;
import io.slipway.cli.lint.LintFormats;
import io.slipway.cli.lint.LintReport;
import io.slipway.cli.lint.LintScope;
import io.slipway.cli.output.Format;
import io.slipway.cli.settings.SettingsReader;
import io.slipway.cli.work.Fixer;
import io.slipway.cli.work.Fixer.Fixed;
import io.slipway.cli.work.Linted;
import io.slipway.cli.work.Linter;
import io.slipway.cli.work.Live;
import io.slipway.cli.work.Pending;
import io.slipway.cli.work.Workbench;
import io.slipway.engine.EngineStatus;
import io.slipway.event.Event;
import io.slipway.jdbc.CatalogSnapshot;
import io.slipway.jdbc.Workload;
import io.slipway.migration.Migration;
import io.slipway.migration.Migrations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway lint}. */
@Command(name = "lint", aliases = "check")
final class Lint implements Verb {
  private static final String STDIN = "-";

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files or folders; - reads standard input. Without any: the migrations.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "Fail at findings of this severity: error (default), warning, info, never.")
  @Nullable String failOn;

  @Option(names = "--offline", description = "Ask no database, even where one is named.")
  boolean offline;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Ask this file of `slipway snapshot` instead of a database.")
  @Nullable String snapshot;

  @Option(
      names = "--diff",
      description = "Show how the statements that block are written so that they do not.")
  boolean diff;

  @Option(names = "--fix", description = "Write them so.")
  boolean fix;

  @Mixin LintScope scope = new LintScope();
  private Workload workload = Workload.UNKNOWN;

  @Override
  public Set<Format> formats() {
    return LintFormats.formats();
  }

  @Override
  public Page page() {
    return new Page(
        "what would block, break or lose data",
        List.of(
            "Reads SQL with PostgreSQL's own grammar and says for every statement which locks it"
                + " takes, what it rewrites and reads, and what goes wrong with it. The schema is"
                + " known from the migrations before it, or from the database where one is named:"
                + " then only what is pending there is judged, with the real sizes, and the queries of"
                + " pg_stat_statements that would wait are named.",
            "A comment `-- slipway:ignore RULE reason` silences one finding. Shell scripts and"
                + " runbooks (.sh, .md) are looked through for the traps of docs/traps.md.",
            "`--format` also takes github, gitlab, junit, markdown and sarif; docs/ci.md shows"
                + " where each goes. `[lint.rules]` and `[lint.paths.\"GLOB\"]` of slipway.toml set"
                + " a rule or a class of findings to off, info, warning or error."),
        List.of(
            new Page.Example("slipway lint", "every migration of the usual folder"),
            new Page.Example("slipway lint db/migration/V7__total.sql", "one, after those before"),
            new Page.Example("slipway lint --since main --fail-on warning", "what a branch adds"),
            new Page.Example(
                "slipway lint --baseline lint.txt", "only what is new since the file was written"),
            new Page.Example("slipway lint --diff V7__total.sql", "as it would not block"),
            new Page.Example(
                "slipway lint --snapshot db.json V9__note.sql", "with production's sizes, in CI"),
            new Page.Example("slipway lint --format sarif > slipway.sarif", "for code scanning"),
            new Page.Example("cat change.sql | slipway lint -", "anything")),
        "Nothing but the file of --baseline with --write-baseline, and with --fix the files that"
            + " block. A database is only read.",
        List.of(ExitCode.DONE, ExitCode.FINDINGS, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) throws IOException {
    if (fix || diff) return fixed(session);
    Severity limit =
        failOn == null ? session.settings().failOn() : SettingsReader.severity(failOn, "--fail-on");
    List<Linted> linted = linted(session);
    LintReport report = scope.report(linted, session, limit).with(workload);
    var text = LintFormats.writing(report, session.settings().format());
    return Answer.of(report.exit(), text, report::json);
  }

  private Answer fixed(Session session) throws IOException {
    Workbench bench = session.workbench();
    Optional<Live> live = offline ? Optional.empty() : bench.live();
    Catalog before = live.map(Live::catalog).orElseGet(Catalog::unknown);
    var server = live.map(it -> it.info().version()).orElseGet(bench::assumedServer);
    Fixer fixer = new Fixer(server, bench.parser(), before);
    List<Fixed> all = new ArrayList<>();
    if (paths.isEmpty()) all.addAll(fixer.fix(pending(bench, live), migration -> true));
    for (String path : paths) {
      Path file = existing(session, path);
      all.addAll(fixer.fix(upTo(session, live, file), migration -> isIn(migration, file)));
    }
    if (fix) {
      for (Fixed it : all) {
        if (it.fix().replaced().isEmpty()) continue;
        Files.writeString(session.surroundings().resolve(it.file()), it.fix().text());
      }
    }
    Path folder = session.surroundings().folder().toAbsolutePath().normalize();
    FixReport report = new FixReport(all, folder, fix);
    return Answer.of(ExitCode.DONE, report::text, report::json);
  }

  private List<Linted> linted(Session session) throws IOException {
    Workbench bench = session.workbench();
    if (snapshot != null) return ofSnapshot(session, bench, snapshot);
    Optional<Live> live = offline ? Optional.empty() : bench.live();
    Catalog before = live.map(Live::catalog).orElseGet(Catalog::unknown);
    var server = live.map(it -> it.info().version()).orElseGet(bench::assumedServer);
    if (live.isPresent()) workload = live.get().workload(bench.parser());
    double pace = live.map(it -> it.database().pace()).orElse(1.0);
    Linter linter = new Linter(server, before, pace);
    if (paths.isEmpty()) return migrations(bench, linter, live);
    List<Linted> linted = new ArrayList<>();
    for (String path : paths) linted.addAll(path(session, linter, live, path));
    return linted;
  }

  /** What is pending there nobody knows: files that are not named were applied before it. */
  private List<Linted> ofSnapshot(Session session, Workbench bench, String name)
      throws IOException {
    Path file = session.surroundings().resolve(name).normalize();
    if (!Files.exists(file)) {
      throw Problems.usage(
          "CLI-16", "there is no file " + name, "Take one with `slipway snapshot`.");
    }
    if (paths.isEmpty()) {
      throw Problems.usage(
          "CLI-57",
          "--snapshot needs the files to judge",
          "Name those that the database does not have yet: a snapshot does not tell.");
    }
    CatalogSnapshot taken = CatalogSnapshot.read(name, Files.readString(file));
    Linter linter = new Linter(taken.server(), taken.catalog(bench.parser()));
    List<Linted> linted = new ArrayList<>();
    for (String path : paths) linted.addAll(alone(session, bench, linter, path));
    return linted;
  }

  /** The file by itself: those before it are in the snapshot. */
  private static List<Linted> alone(Session session, Workbench bench, Linter linter, String path)
      throws IOException {
    Path file = session.surroundings().resolve(path).normalize();
    if (path.equals(STDIN) || !Files.exists(file) || path.endsWith(".sh") || path.endsWith(".md")) {
      return path(session, linter, Optional.empty(), path);
    }
    Path home = Files.isDirectory(file) ? file : home(session, file);
    List<Migration> all = bench.migrations(List.of(home == null ? file : home)).all();
    List<Migration> wanted = all.stream().filter(it -> isIn(it, file)).toList();
    return linter.lint(wanted, migration -> true);
  }

  private static List<Linted> migrations(Workbench bench, Linter linter, Optional<Live> live) {
    return linter.lint(pending(bench, live), migration -> true);
  }

  private static List<Migration> pending(Workbench bench, Optional<Live> live) {
    return live.isEmpty() ? bench.migrations().all() : pending(bench, bench.migrations());
  }

  private static List<Migration> pending(Workbench bench, Migrations migrations) {
    EngineStatus status = bench.engine(Event.Listener.NONE).status();
    return new Pending(migrations, status).toRun(true);
  }

  private static Path existing(Session session, String path) {
    Path file = session.surroundings().resolve(path).normalize();
    if (Files.exists(file)) return file;
    throw Problems.usage("CLI-16", "there is no file " + path, "Correct the name.");
  }

  private static List<Linted> path(Session session, Linter linter, Optional<Live> live, String path)
      throws IOException {
    Workbench bench = session.workbench();
    if (path.equals(STDIN)) {
      byte[] bytes = session.surroundings().in().readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      return List.of(linter.lint("stdin", bench.parser().parse("stdin", text)));
    }
    Path file = existing(session, path);
    if (path.endsWith(".sh") || path.endsWith(".md")) {
      return List.of(linter.lintShell(path, Files.readString(file)));
    }
    return linter.lint(upTo(session, live, file), migration -> isIn(migration, file));
  }

  /** The folder of migrations a file belongs to. */
  private static @Nullable Path home(Session session, Path file) {
    return session.settings().migrations().stream()
        .filter(it -> file.toAbsolutePath().startsWith(it.toAbsolutePath().normalize()))
        .findFirst()
        .orElse(null);
  }

  /**
   * The migrations that lead to the last wanted one: those behind it do not matter, and those that
   * a database has already are in its schema.
   */
  private static List<Migration> upTo(Session session, Optional<Live> live, Path wanted) {
    Workbench bench = session.workbench();
    Path home = Files.isDirectory(wanted) ? wanted : home(session, wanted);
    Migrations known = bench.migrations(List.of(home == null ? wanted : home));
    List<Migration> all = live.isEmpty() || home == null ? known.all() : pending(bench, known);
    int last = -1;
    for (int i = 0; i < all.size(); i++) if (isIn(all.get(i), wanted)) last = i;
    return all.subList(0, last + 1);
  }

  /** Liquibase: {@code file#author:id}. */
  private static boolean isIn(Migration migration, Path wanted) {
    Path file = Path.of(migration.file().replaceFirst("#.*", ""));
    return file.toAbsolutePath().normalize().startsWith(wanted.toAbsolutePath().normalize());
  }
}
