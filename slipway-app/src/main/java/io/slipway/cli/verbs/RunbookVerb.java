package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Counted;
import io.slipway.cli.work.Bridge;
import io.slipway.problem.Nearest;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Fault;
import io.slipway.runbook.JsonSchema;
import io.slipway.runbook.Runbook;
import io.slipway.runbook.RunbookReader;
import io.slipway.runbook.RunbookReader.Selection;
import io.slipway.runbook.Template;
import io.slipway.runbook.Way;
import io.slipway.runbook.report.HtmlReport;
import io.slipway.runbook.report.JsonReport;
import io.slipway.runbook.report.MarkdownReport;
import io.slipway.runbook.run.Choices;
import io.slipway.runbook.run.Ended;
import io.slipway.runbook.run.RunbookEngine;
import io.slipway.runbook.run.RunbookPlan;
import io.slipway.runbook.run.RunbookReport;
import io.slipway.runbook.run.RunbookWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway runbook}. */
@Command(name = "runbook")
final class RunbookVerb implements Verb {
  private static final List<String> ACTIONS =
      List.of(
          "new",
          "check",
          "schema",
          "plan",
          "run",
          "resume",
          "approve",
          "abort",
          "rollback",
          "report",
          "list");

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      description =
          "new, check, schema, plan, run, resume, approve, abort, rollback, report or list.")
  String action = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE|RUN",
      description = "The runbook; from resume on, a run or the runbook's name.")
  @Nullable String subject;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "STEP",
      description = "approve: the step or gate that is meant.")
  @Nullable String step;

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "What new starts from: five-phase (the default) or six-phase.")
  String template = Template.FIVE_PHASES.spelling();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Which of the file's environments its variables are of.")
  String environment = "";

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A variable's value; wins over the file's.")
  Map<String, String> values = new LinkedHashMap<>();

  @Option(names = "--accept-warnings", description = "Go on in spite of warnings; it is recorded.")
  boolean acceptWarnings;

  @Option(
      names = "--approve",
      paramLabel = "ROLE",
      description = "You have read the plan, and approve in this role as its gates come.")
  List<String> approves = new ArrayList<>();

  @Option(
      names = "--confirm-all",
      description = "You confirm every step and every go/no-go: for rehearsals.")
  boolean confirmAll;

  @Option(
      names = "--way",
      paramLabel = "NAME",
      description = "rollback: which way back, full if none is named.")
  String way = Way.FULL;

  @Option(names = "--role", paramLabel = "ROLE", description = "approve: in which role.")
  @Nullable String role;

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "approve: the plan you have read, 8 characters of its hash or more.")
  @Nullable String plan;

  @Option(names = "--comment", paramLabel = "TEXT", description = "approve: why; it is kept.")
  @Nullable String comment;

  @Option(names = "--no-go", description = "approve: say no.")
  boolean noGo;

  @Option(names = "--done", description = "approve: the step that was cut off had done its work.")
  boolean done;

  @Option(names = "--again", description = "approve: the step that was cut off may be done again.")
  boolean again;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "report: write it there; .html and .md say the form.")
  @Nullable String to;

  @Override
  public Page page() {
    return new Page(
        "write, plan, run and take back runbooks",
        List.of(
            "A runbook is a YAML file of phases with steps, success criteria and rollback. plan"
                + " shows what run will do, with a hash that approvals refer to. run stops at"
                + " gates with 12; resume goes on, also after a kill: nothing is done twice."
                + " The format: docs/runbooks/README.md.",
            "A threshold of the file that is crossed while it runs warns, pauses, aborts or rolls"
                + " back. A step whose command was cut off is not repeated before a person says"
                + " --done or --again."),
        List.of(
            new Page.Example("slipway runbook new move.yaml --template six-phase", "start one"),
            new Page.Example("slipway runbook check move.yaml", "every fault in it"),
            new Page.Example("slipway runbook schema > runbook.schema.json", "for your editor"),
            new Page.Example(
                "slipway runbook plan move.yaml --environment staging", "what it does"),
            new Page.Example("slipway runbook run move.yaml --approve dba", "go"),
            new Page.Example(
                "slipway runbook approve 7F3K9A 2.approval --role dba --plan 1a2b3c4d",
                "open a gate"),
            new Page.Example("slipway runbook resume 7F3K9A", "go on"),
            new Page.Example("slipway runbook rollback 7F3K9A --way data-only", "take it back"),
            new Page.Example("slipway runbook report 7F3K9A --to report.html", "what happened")),
        "new writes one file, report --to another. run, resume and rollback do what plan shows,"
            + " approve and abort write Slipway's own tables. The others change nothing.",
        List.of(
            ExitCode.DONE,
            ExitCode.WAITING_AT_GATE,
            ExitCode.USAGE,
            ExitCode.VALIDATION,
            ExitCode.DRIFT,
            ExitCode.FAILED_CLEAN,
            ExitCode.FAILED_DIRTY,
            ExitCode.RETRYABLE,
            ExitCode.INTERRUPTED,
            ExitCode.TERMINATED));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Path folder = session.surroundings().folder();
    return switch (action) {
      case "new" -> write(folder, file(), session.settings().dryRun());
      case "check" -> check(folder, file());
      case "schema" -> schema();
      case "plan" -> plan(session);
      case "list" -> RunbookAnswers.list(Bridge.engine(session).list(), session.settings().paint());
      case "report" -> report(session);
      case "approve" -> approve(session);
      case "run", "resume", "rollback", "abort" -> acts(session);
      default -> throw unknown("CLI-60", "action", action, ACTIONS);
    };
  }

  private Answer plan(Session session) throws IOException {
    Runbook runbook = RunbookReader.read(session.surroundings().folder().resolve(file()), chosen());
    return RunbookAnswers.plan(RunbookPlan.of(runbook, session.workbench().parser()));
  }

  private Selection chosen() {
    return new Selection(environment, values);
  }

  private Answer acts(Session session) throws IOException {
    String subject = subject();
    if (session.settings().dryRun()) return dry(session);
    if (!action.equals("abort")) {
      Question.ask(
          session, action + " " + subject + " on " + session.settings().requiredDatabase() + "?");
    }
    RunbookEngine engine = Bridge.engine(session);
    Choices choices =
        new Choices(who(session), new HashSet<>(approves), confirmAll, acceptWarnings);
    Path file = session.surroundings().folder().resolve(subject);
    try {
      if (action.equals("abort")) return RunbookAnswers.run(engine.abort(subject));
      Ended ended =
          switch (action) {
            case "run" -> engine.run(file, chosen(), choices);
            case "resume" -> engine.resume(subject, choices);
            default -> engine.rollback(subject, way, choices);
          };
      return RunbookAnswers.ended(ended, session.interruption());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer dry(Session session) throws IOException {
    if (action.equals("run")) return plan(session);
    throw Problems.usage(
        "CLI-66",
        "runbook " + action + " has no --dry-run",
        "`slipway runbook plan FILE` shows the steps and the ways back.");
  }

  private static String who(Session session) {
    return session.surroundings().environment().getOrDefault("USER", "?");
  }

  private Answer approve(Session session) {
    String at = step;
    if (at == null) {
      throw Problems.usage("CLI-65", "no step is named", "Say `slipway runbook approve RUN STEP`.");
    }
    String decision = noGo ? "no-go" : done ? "done" : again ? "again" : "go";
    var word = new RunbookWord(at, role, decision, who(session), plan, comment);
    Bridge.engine(session).approve(subject(), word);
    return Answer.of(
        ExitCode.DONE,
        out -> out.println(decision + ". Go on with: slipway runbook resume " + subject()),
        json -> json.writeStringField("decision", decision));
  }

  private Answer report(Session session) throws IOException {
    RunbookReport report = Bridge.engine(session).report(subject());
    boolean isHtml = to != null && to.endsWith(".html");
    String text = isHtml ? HtmlReport.of(report) : MarkdownReport.of(report);
    if (to != null) Files.writeString(session.surroundings().folder().resolve(to), text);
    return Answer.of(
        ExitCode.DONE,
        out -> out.print(to == null ? text : "wrote  " + to + "\n"),
        json -> JsonReport.write(report, json));
  }

  private Path file() {
    return Path.of(subject());
  }

  private String subject() {
    if (subject != null) return subject;
    throw Problems.usage(
        "CLI-61",
        "no file or run is named",
        "Say `slipway runbook " + action + " FILE`, or from resume on a run.");
  }

  private static SlipwayException unknown(
      String code, String kind, String word, List<String> known) {
    String nearest = Nearest.to(word, known).map(it -> "Did you mean " + it + "? ").orElse("");
    return Problems.usage(
        code,
        "there is no " + kind + " " + word,
        nearest + "Known are " + String.join(", ", known) + ".");
  }

  private Answer write(Path folder, Path name, boolean dryRun) throws IOException {
    Path target = folder.resolve(name);
    if (Files.exists(target)) {
      throw Problems.usage(
          "CLI-62", name + " is there already", "Nothing was written. Choose another name.");
    }
    String title = target.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    String text = template().text(title.replace("\\", "\\\\").replace("\"", "\\\""));
    if (!dryRun) {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
    }
    return Answer.of(
        ExitCode.DONE,
        out -> out.println((dryRun ? "would write  " : "wrote  ") + name),
        json -> json.writeStringField("file", name.toString()));
  }

  private Template template() {
    for (Template it : Template.values()) {
      if (it.spelling().equals(template)) return it;
    }
    throw unknown("CLI-63", "template", template, Template.spellings());
  }

  private static Answer check(Path folder, Path name) throws IOException {
    Path target = folder.resolve(name);
    if (!Files.isRegularFile(target)) {
      throw Problems.usage(
          "CLI-64", "there is no file " + name, "`slipway runbook new " + name + "` writes one.");
    }
    List<Fault> faults = RunbookReader.check(target);
    return Answer.of(
        faults.isEmpty() ? ExitCode.DONE : ExitCode.VALIDATION,
        out -> text(out, name, faults),
        json -> {
          json.writeArrayFieldStart("faults");
          for (Fault fault : faults) write(fault, json);
          json.writeEndArray();
        });
  }

  private static void text(PrintWriter out, Path name, List<Fault> faults) {
    for (Fault fault : faults) out.println(fault.render());
    out.println(
        name + ": " + (faults.isEmpty() ? "is a runbook" : Counted.of(faults.size(), "fault")));
  }

  private static void write(Fault fault, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", fault.file());
    json.writeNumberField("line", fault.line());
    json.writeNumberField("column", fault.column());
    json.writeStringField("path", fault.path());
    json.writeStringField("message", fault.what());
    json.writeEndObject();
  }

  private static Answer schema() {
    return Answer.of(
        ExitCode.DONE,
        out -> out.println(JsonSchema.text()),
        json -> {
          json.writeFieldName("schema");
          json.writeRawValue(JsonSchema.text());
        });
  }
}
