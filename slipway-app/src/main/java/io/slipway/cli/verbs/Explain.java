package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.analysis.Effects;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.catalog.Catalog;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.cli.output.Waiting;
import io.slipway.cli.settings.Durations;
import io.slipway.cli.work.Explained;
import io.slipway.cli.work.Explained.Behaviour;
import io.slipway.cli.work.Live;
import io.slipway.cli.work.Workbench;
import io.slipway.jdbc.Workload;
import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Script;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway explain}. */
@Command(name = "explain")
final class Explain implements Verb {
  private static final String STDIN = "-";

  @Parameters(
      arity = "1..*",
      paramLabel = "SQL",
      description = "One statement or several; - reads standard input.")
  List<String> sql = new ArrayList<>();

  @Option(names = "--offline", description = "Ask no database, even where one is named.")
  boolean offline;

  @Override
  public Page page() {
    return new Page(
        "what a statement locks, and who waits",
        List.of(
            "Says for each version of PostgreSQL which lock the statement takes on which relation,"
                + " who waits for it, what it rewrites and reads, what goes wrong, and how `slipway"
                + " migrate` would make the change. The statement is not run.",
            "The schema is that of the database where one is named, else the one the migrations of"
                + " the usual folder make; without either the tables are taken as they are named."
                + " Of a database with pg_stat_statements the queries that would wait are named."),
        List.of(
            new Page.Example(
                "slipway explain \"ALTER TABLE orders ADD COLUMN note text\"", "one statement"),
            new Page.Example(
                "slipway explain --server-version 15 \"VACUUM FULL orders\"", "on one version"),
            new Page.Example("slipway explain - < change.sql", "a file, statement by statement")),
        "Nothing. A database is only read.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Workbench bench = session.workbench();
    String text =
        sql.equals(List.of(STDIN))
            ? new String(session.surroundings().in().readAllBytes(), StandardCharsets.UTF_8)
            : String.join(" ", sql);
    Script script = bench.parser().parse("sql", text);
    Optional<Live> live = offline ? Optional.empty() : bench.live();
    Catalog catalog = live.map(Live::catalog).orElseGet(bench::replayed);
    Workload workload = live.map(it -> it.workload(bench.parser())).orElse(Workload.UNKNOWN);
    double pace = live.map(it -> it.database().pace()).orElse(1.0);
    List<Explained> all = Explained.of(script, catalog, bench.majors(live), pace);
    return Answer.of(
        ExitCode.DONE,
        out -> all.forEach(it -> print(out, it, workload, session.settings().paint())),
        json -> {
          json.writeArrayFieldStart("statements");
          for (Explained it : all) write(json, it, workload);
          json.writeEndArray();
        });
  }

  private static void print(PrintWriter out, Explained explained, Workload workload, Paint paint) {
    out.println(paint.bold(explained.statement().text().strip()));
    for (Behaviour behaviour : explained.behaviours()) {
      out.println();
      out.println("  PostgreSQL " + behaviour.versions());
      Effects effects = behaviour.effects();
      if (effects.locks().isEmpty()) out.println("    no lock on any relation that is there");
      TextTable table = new TextTable().row("relation", "lock", "who waits", "");
      for (Effects.RelationLock lock : effects.locks()) {
        table.row(
            lock.relation().toString(),
            lock.mode().sqlName(),
            waiting(lock.mode()),
            work(effects, lock.relation()));
      }
      if (!effects.locks().isEmpty()) table.print(out, "    ", paint);
      for (Effects.RelationLock lock : effects.locks()) {
        Waiting.print(out, "    ", workload, lock.relation(), lock.mode());
      }
      if (effects.waitsForSnapshots()) {
        out.println("    waits for every transaction in the database that has an older snapshot");
      }
      if (!effects.certain()) out.println("    not known for sure: the worst is assumed");
      for (Finding finding : behaviour.findings()) {
        out.println(
            "    %s: %s (%s)".formatted(finding.kind().slug(), finding.message(), finding.rule()));
      }
    }
    out.println();
    explained
        .analysis()
        .estimatedDowntime()
        .filter(Duration::isPositive)
        .ifPresent(it -> out.println("  As written they wait for about " + Durations.show(it)));
    out.println("  " + verdict(explained));
    out.println();
  }

  private static String verdict(Explained explained) {
    boolean fails =
        explained.behaviours().getLast().findings().stream()
            .anyMatch(it -> it.kind() == FindingClass.WILL_FAIL);
    if (fails) return "It does not run as written";
    return explained.analysis().requiresZeroDowntime()
        ? "Made in phases by slipway migrate: " + explained.analysis().recommendedStrategy()
        : "Made as it is by slipway migrate, under a lock timeout";
  }

  private static String work(Effects effects, QualifiedName relation) {
    if (effects.rewrites().contains(relation)) return "rewritten";
    return effects.scans().contains(relation) ? "read in full" : "";
  }

  private static String waiting(LockMode mode) {
    return switch (mode) {
      case ACCESS_SHARE -> "what needs ACCESS EXCLUSIVE";
      case ROW_SHARE, ROW_EXCLUSIVE -> "most DDL, no query";
      case SHARE_UPDATE_EXCLUSIVE -> "DDL, VACUUM, ANALYZE; no query";
      case SHARE, SHARE_ROW_EXCLUSIVE -> "INSERT, UPDATE, DELETE";
      case EXCLUSIVE -> "all but plain SELECT";
      case ACCESS_EXCLUSIVE -> "everybody, SELECT too";
    };
  }

  private static void write(JsonGenerator json, Explained explained, Workload workload)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("statement", explained.statement().text());
    json.writeStringField("kind", explained.statement().kind());
    json.writeStringField("strategy", explained.analysis().recommendedStrategy());
    json.writeBooleanField("requiresZeroDowntime", explained.analysis().requiresZeroDowntime());
    Duration downtime = explained.analysis().downtime();
    if (downtime != null) json.writeNumberField("estimatedDowntimeMs", downtime.toMillis());
    json.writeArrayFieldStart("behaviours");
    for (Behaviour behaviour : explained.behaviours()) {
      json.writeStartObject();
      json.writeArrayFieldStart("versions");
      for (int major : behaviour.majors()) json.writeNumber(major);
      json.writeEndArray();
      json.writeArrayFieldStart("locks");
      for (Effects.RelationLock lock : behaviour.effects().locks()) {
        json.writeStartObject();
        json.writeStringField("relation", lock.relation().toString());
        json.writeStringField("mode", lock.mode().catalogName());
        json.writeBooleanField("blocksReads", lock.mode().blocksReads());
        json.writeBooleanField("blocksWrites", lock.mode().blocksWrites());
        Waiting.write(json, workload, lock.relation(), lock.mode());
        json.writeEndObject();
      }
      json.writeEndArray();
      names(json, "rewrites", behaviour.effects().rewrites());
      names(json, "scans", behaviour.effects().scans());
      json.writeBooleanField("waitsForSnapshots", behaviour.effects().waitsForSnapshots());
      json.writeBooleanField("certain", behaviour.effects().certain());
      json.writeArrayFieldStart("findings");
      for (Finding finding : behaviour.findings()) {
        json.writeStartObject();
        json.writeStringField("rule", finding.rule());
        json.writeStringField("class", finding.kind().slug());
        json.writeStringField("message", finding.message());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void names(JsonGenerator json, String field, List<QualifiedName> names)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (QualifiedName name : names) json.writeString(name.toString());
    json.writeEndArray();
  }
}
