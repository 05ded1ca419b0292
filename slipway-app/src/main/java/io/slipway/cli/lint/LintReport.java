package io.slipway.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.analysis.Effects;
import io.slipway.analysis.Finding;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.Severity;
import io.slipway.analysis.Suppression;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Counted;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.Waiting;
import io.slipway.cli.work.Linted;
import io.slipway.jdbc.Workload;
import io.slipway.sql.QualifiedName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lint found, as text and as JSON. */
public final class LintReport {
  private final List<Linted> files;
  private final Path folder;
  private final @Nullable Severity limit;
  private final Paint paint;
  private final List<String> vanished;
  private Workload workload = Workload.UNKNOWN;

  /**
   * @param folder where lint was started
   * @param limit the least severity that fails; null: none does
   * @param vanished what the baseline knows and is no longer found
   */
  public LintReport(
      List<Linted> files,
      Path folder,
      @Nullable Severity limit,
      Paint paint,
      List<String> vanished) {
    this.files = List.copyOf(files);
    this.folder = folder.toAbsolutePath().normalize();
    this.limit = limit;
    this.paint = paint;
    this.vanished = List.copyOf(vanished);
  }

  /** Names the queries that would wait. */
  public LintReport with(Workload known) {
    workload = known;
    return this;
  }

  public ExitCode exit() {
    return findings().anyMatch(this::fails) ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  boolean fails(Finding finding) {
    return limit != null && finding.severity().compareTo(limit) >= 0;
  }

  List<Placed> placed() {
    return Places.of(files, folder);
  }

  /** The files, once each. */
  List<String> paths() {
    return files.stream().map(it -> Places.path(it.file(), folder)).distinct().toList();
  }

  /** A statement that is to be made in phases. */
  record InPhases(String path, StatementReport statement) {}

  List<InPhases> inPhases() {
    List<InPhases> all = new ArrayList<>();
    for (Linted file : files) {
      for (StatementReport statement : file.report().statements()) {
        if (statement.analysis().requiresZeroDowntime()) {
          all.add(new InPhases(Places.path(file.file(), folder), statement));
        }
      }
    }
    return all;
  }

  private Stream<Finding> findings() {
    return files.stream().flatMap(file -> file.report().findings());
  }

  private long count(Severity severity) {
    return findings().filter(it -> it.severity() == severity).count();
  }

  private long statements() {
    return files.stream().mapToLong(file -> file.report().statements().size()).sum();
  }

  public void text(PrintWriter out) {
    for (Linted file : files) {
      Snippet snippet = new Snippet(file.script(), paint);
      file.report().findings().forEach(finding -> snippet.print(out, finding, workload));
      file.report().unused().forEach(it -> unused(out, file, it));
    }
    for (String gone : vanished) out.println("no longer found, though in the baseline: " + gone);
    out.println(summary(paint));
  }

  private void unused(PrintWriter out, Linted file, Suppression ignore) {
    String why = ignore.hasReason() ? "it silences nothing" : "it gives no reason";
    String place = file.file() + ":" + ignore.line();
    out.println(paint.bold(place) + " the ignore of " + ignore.rule() + " is void: " + why);
    out.println();
  }

  /** One sentence. */
  String summary() {
    return summary(Paint.PLAIN);
  }

  private String summary(Paint paint) {
    String where =
        Counted.of(statements(), "statement") + " in " + Counted.of(files.size(), "file");
    if (files.isEmpty()) return "Nothing to judge: no migration is pending.";
    if (findings().findAny().isEmpty()) return paint.green("No findings") + ", " + where + ".";
    return "%s, %s, %s in %s."
        .formatted(
            Counted.of(count(Severity.ERROR), "error"),
            Counted.of(count(Severity.WARNING), "warning"),
            Counted.of(count(Severity.INFO), "remark"),
            where);
  }

  public void json(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("files", files.size());
    json.writeNumberField("statements", statements());
    json.writeNumberField("errors", count(Severity.ERROR));
    json.writeNumberField("warnings", count(Severity.WARNING));
    json.writeNumberField("infos", count(Severity.INFO));
    json.writeEndObject();
    json.writeArrayFieldStart("files");
    for (Linted file : files) file(json, file);
    json.writeEndArray();
    json.writeArrayFieldStart("vanished");
    for (String gone : vanished) json.writeString(gone);
    json.writeEndArray();
  }

  private void file(JsonGenerator json, Linted file) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file.file());
    json.writeArrayFieldStart("findings");
    for (Finding finding : file.report().findings().toList()) finding(json, finding);
    json.writeEndArray();
    json.writeArrayFieldStart("statements");
    for (StatementReport statement : file.report().statements()) statement(json, statement);
    json.writeEndArray();
    json.writeArrayFieldStart("unusedIgnores");
    for (Suppression ignore : file.report().unused()) {
      json.writeStartObject();
      json.writeStringField("rule", ignore.rule());
      json.writeNumberField("line", ignore.line());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule());
    json.writeStringField("class", finding.kind().slug());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("line", finding.line());
    json.writeNumberField("column", finding.column());
    json.writeStringField("message", finding.message());
    json.writeStringField("fix", finding.fix());
    json.writeNumberField("statement", finding.statement());
    json.writeStringField("relation", text(finding.relation()));
    json.writeStringField("lock", finding.lock() == null ? null : finding.lock().catalogName());
    if (finding.rows() >= 0) json.writeNumberField("rows", finding.rows());
    json.writeStringField("recipe", finding.recipe());
    if (finding.relation() != null && finding.lock() != null) {
      Waiting.write(json, workload, finding.relation(), finding.lock());
    }
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, List<QualifiedName> names) throws IOException {
    json.writeStartArray();
    for (QualifiedName name : names) json.writeString(name.toString());
    json.writeEndArray();
  }

  private static @Nullable String text(@Nullable QualifiedName name) {
    return name == null ? null : name.toString();
  }

  private static void statement(JsonGenerator json, StatementReport report) throws IOException {
    Effects effects = report.effects();
    json.writeStartObject();
    json.writeNumberField("index", report.statement().index());
    json.writeNumberField("line", report.statement().span().line());
    json.writeNumberField("endLine", report.statement().span().endLine());
    json.writeStringField("kind", report.statement().kind());
    json.writeBooleanField("inTransaction", report.inTransaction());
    json.writeArrayFieldStart("locks");
    for (Effects.RelationLock lock : effects.locks()) {
      json.writeStartObject();
      json.writeStringField("relation", lock.relation().toString());
      json.writeStringField("mode", lock.mode().catalogName());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("rewrites");
    texts(json, effects.rewrites());
    json.writeFieldName("scans");
    texts(json, effects.scans());
    json.writeStringField("strategy", report.analysis().recommendedStrategy());
    Duration downtime = report.analysis().downtime();
    if (downtime != null) json.writeNumberField("estimatedDowntimeMs", downtime.toMillis());
    json.writeEndObject();
  }
}
