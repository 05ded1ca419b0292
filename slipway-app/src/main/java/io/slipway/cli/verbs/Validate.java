package io.slipway.cli.verbs;

import io.slipway.check.Check;
import io.slipway.check.Checks;
import io.slipway.check.Inspection;
import io.slipway.check.Limits;
import io.slipway.check.Result;
import io.slipway.check.Upcoming;
import io.slipway.check.Validators;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Format;
import io.slipway.cli.work.Ahead;
import io.slipway.cli.work.Workbench;
import io.slipway.jdbc.Sql;
import io.slipway.state.Approvals;
import io.slipway.state.StateSchema;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway validate}. */
@Command(name = "validate")
final class Validate implements Verb {
  @Option(names = "--pre", description = "Ask what must hold before a migration.")
  boolean pre;

  @Option(names = "--post", description = "Ask whether a migration left everything whole.")
  boolean post;

  @Option(names = "--data", description = "Read the rows: parents, sequences.")
  boolean data;

  @Option(
      names = "--accept-warnings",
      description = "Go on in spite of warnings; who accepted which is recorded.")
  boolean acceptWarnings;

  @Option(
      names = "--disk",
      paramLabel = "FOLDER",
      description = "A folder on the disk of the server's data, if it can be seen from here.")
  @Nullable String disk;

  @Option(
      names = "--health",
      paramLabel = "URL",
      description = "Where the application says how it is; it must answer 200 to 299.")
  @Nullable String health;

  @Override
  public Set<Format> formats() {
    return EnumSet.of(Format.TEXT, Format.JSON, Format.NDJSON, Format.JUNIT);
  }

  @Override
  public Page page() {
    return new Page(
        "check files, server and data before and after",
        List.of(
            "Without an option: whether the applied migrations are still what their files say, as"
                + " Flyway's validate.",
            "What each check of --pre looks at is in docs/checks. A FAIL of severity ERROR ends"
                + " with 4; so does a warning, unless --accept-warnings is given. An option that"
                + " SQL cannot answer, such as free disk, is a warning and never a PASS."),
        List.of(
            new Page.Example("slipway validate", "files against the history"),
            new Page.Example(
                "slipway validate --pre --disk /var/lib/postgresql", "before a migration"),
            new Page.Example(
                "slipway validate --pre --health http://localhost:8080/up --accept-warnings",
                "a person has read the warnings"),
            new Page.Example("slipway validate --post --data", "after it"),
            new Page.Example("slipway validate --post --format junit", "for a build server")),
        "Nothing but a row of _migration_approvals with --accept-warnings, if there was a warning.",
        List.of(ExitCode.DONE, ExitCode.VALIDATION, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    Workbench bench = session.workbench();
    Limits limits = limits(session);
    if (!pre && !post && !data) session.settings().requiredMigrations();
    Upcoming upcoming = Ahead.of(bench);
    var inspection =
        new Inspection(
            bench.database(),
            session.settings().schema(),
            upcoming,
            session.surroundings().clock());
    List<Result> results = inspection.of(checks(limits));
    List<String> warnings = results.stream().filter(Result::warns).map(Result::check).toList();
    boolean accepted = acceptWarnings && !warnings.isEmpty();
    if (accepted) record(session, bench, warnings);
    boolean fails = results.stream().anyMatch(Result::stops);
    ExitCode exit = fails || !warnings.isEmpty() && !accepted ? ExitCode.VALIDATION : ExitCode.DONE;
    return new ValidateAnswer(results, accepted, exit).in(session.settings());
  }

  private Limits limits(Session session) {
    Limits limits = Limits.USUAL;
    if (disk != null) limits = limits.withDisk(session.surroundings().resolve(disk));
    return limits.withHealth(health == null ? null : url(health));
  }

  private static URI url(String text) {
    if (text.matches("https?://[^\\s/]+.*")) {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException e) {
        // said below
      }
    }
    throw Problems.usage(
        "CLI-70", "--health is no address: " + text, "Give one as http://localhost:8080/health.");
  }

  private List<Check> checks(Limits limits) {
    List<Check> checks = new ArrayList<>();
    if (pre) checks.addAll(Checks.with(limits));
    if (post) {
      checks.addAll(Checks.named(limits, "no-changed-migrations", "no-invalid-indexes"));
      checks.add(Validators.of("foreign-keys-are-valid", Map.of()));
      checks.add(Validators.of("views-run", Map.of()));
    }
    if (data) {
      checks.add(Validators.of("foreign-keys-hold", Map.of()));
      checks.add(Validators.of("sequences-are-ahead", Map.of()));
    }
    if (checks.isEmpty()) checks.addAll(Checks.named(limits, "no-changed-migrations"));
    return checks.stream().distinct().toList();
  }

  /** Where our tables are not there yet, the log is all there is. */
  private static void record(Session session, Workbench bench, List<String> warnings) {
    String who = Optional.ofNullable(session.surroundings().environment().get("USER")).orElse("?");
    String what = "accepted warnings: " + String.join(", ", warnings);
    try (Sql sql = bench.database().connect("-", "validate")) {
      StateSchema schema = StateSchema.of(sql, session.settings().schema());
      if (schema.installed(sql) == 0) {
        session.log().println(who + " " + what + " (not recorded: no table of ours is there yet)");
        return;
      }
      new Approvals(sql, schema).approve(new Approvals.Approval("-", "validate", null, who, what));
    }
  }
}
