package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Format;
import io.slipway.cli.work.Live;
import io.slipway.cli.work.Planned;
import io.slipway.cli.work.Workbench;
import io.slipway.migration.Migration;
import io.slipway.migration.Migrations;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway plan}. */
@Command(name = "plan")
final class PlanVerb implements Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "VERSION",
      description = "Migrations to plan as if those before them were applied; asks no database.")
  List<String> versions = new ArrayList<>();

  @Option(names = "--offline", description = "Ask no database: plan the newest migration.")
  boolean offline;

  @Option(names = "--out-of-order", description = "Also those older than an applied one.")
  boolean outOfOrder;

  @Override
  public Page page() {
    return new Page(
        "how Slipway would run what is pending",
        List.of(
            "Shows the phases and steps a migration is made in, every statement exactly as it will"
                + " run, with its locks, its transaction and the way back. Nothing but what the"
                + " plan shows is run.",
            "Asks the rows what the first plan's own checks would find, and whether the way back of"
                + " a type change gives the values back: docs/operations/foresight.md."),
        List.of(
            new Page.Example("slipway plan", "what is pending on the database"),
            new Page.Example("slipway plan 7 --server-version 15", "version 7, without a database"),
            new Page.Example("slipway plan --format sql", "a script for psql, to read or review"),
            new Page.Example("slipway plan --exit-code", "ends with 3 when something is pending")),
        "Nothing. A database is only read.",
        List.of(
            ExitCode.DONE,
            ExitCode.CHANGES_PENDING,
            ExitCode.VALIDATION,
            ExitCode.USAGE,
            ExitCode.RETRYABLE));
  }

  @Override
  public Set<Format> formats() {
    return EnumSet.of(Format.TEXT, Format.JSON, Format.NDJSON, Format.SQL);
  }

  @Override
  public Answer run(Session session) {
    Plans plans = plans(session);
    boolean tells = session.settings().exitCode() && !plans.plans().isEmpty();
    return plans.answer(tells ? ExitCode.CHANGES_PENDING : ExitCode.DONE);
  }

  private Plans plans(Session session) {
    Format format = session.settings().format();
    Workbench bench = session.workbench();
    boolean asksNobody = offline || !versions.isEmpty();
    Optional<Live> live = asksNobody ? Optional.empty() : bench.live();
    if (live.isPresent()) {
      return Plans.of(live.get(), Planned.pending(bench, live.get(), outOfOrder), format);
    }
    Migrations migrations = bench.migrations();
    List<Migration> wanted =
        versions.isEmpty()
            ? Planned.newest(migrations).stream().toList()
            : versions.stream().map(it -> named(migrations, it)).toList();
    return new Plans(Planned.offline(bench, migrations, wanted), List.of(), format);
  }

  private static Migration named(Migrations migrations, String name) {
    return migrations.all().stream()
        .filter(it -> it.id().equals(name) || it.file().endsWith(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.usage(
                    "CLI-17",
                    "there is no migration " + name,
                    "`slipway status` lists what there is."));
  }
}
