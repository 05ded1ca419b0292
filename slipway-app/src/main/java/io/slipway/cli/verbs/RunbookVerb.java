package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Counted;
import io.slipway.problem.Nearest;
import io.slipway.problem.SlipwayException;
import io.slipway.runbook.Fault;
import io.slipway.runbook.JsonSchema;
import io.slipway.runbook.RunbookReader;
import io.slipway.runbook.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway runbook}. */
@Command(name = "runbook")
final class RunbookVerb implements Verb {
  private static final List<String> ACTIONS = List.of("new", "check", "schema");

  @Parameters(index = "0", paramLabel = "ACTION", description = "new, check or schema.")
  String action = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The runbook; new writes it.")
  @Nullable Path file;

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "What new starts from: five-phase (the default) or six-phase.")
  String template = Template.FIVE_PHASES.spelling();

  @Override
  public Page page() {
    return new Page(
        "write and check runbooks",
        List.of(
            "A runbook is a YAML file of phases with steps, success criteria and rollback. check"
                + " names every fault with file, line, column and the nearest known key; schema"
                + " prints the JSON Schema an editor checks with. The format:"
                + " docs/runbooks/README.md."),
        List.of(
            new Page.Example("slipway runbook new move.yaml --template six-phase", "start one"),
            new Page.Example("slipway runbook check move.yaml", "every fault in it"),
            new Page.Example("slipway runbook schema > runbook.schema.json", "for your editor")),
        "new writes one file and never overwrites. Nothing asks a database.",
        List.of(ExitCode.DONE, ExitCode.USAGE, ExitCode.VALIDATION));
  }

  @Override
  public Answer run(Session session) throws IOException {
    Path folder = session.surroundings().folder();
    return switch (action) {
      case "new" -> write(folder, file(), session.settings().dryRun());
      case "check" -> check(folder, file());
      case "schema" -> schema();
      default -> throw unknown("CLI-60", "action", action, ACTIONS);
    };
  }

  private Path file() {
    if (file != null) return file;
    throw Problems.usage(
        "CLI-61", "no file is named", "Say `slipway runbook " + action + " FILE`.");
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
