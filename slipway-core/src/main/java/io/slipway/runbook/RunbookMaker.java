package io.slipway.runbook;

import io.slipway.problem.Nearest;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a {@link Runbook} of documents whose shape is right. */
final class RunbookMaker {
  private final Documents documents;
  private final RunbookReader.Selection selection;

  RunbookMaker(Documents documents, RunbookReader.Selection selection) {
    this.documents = documents;
    this.selection = selection;
  }

  /** Notes variables that are not known. A value that only an environment has is known. */
  void check() {
    Map<String, String> known = texts(documents.defined("variables"));
    for (Given environment : documents.defined("environments").values()) {
      for (String key : environment.keys()) known.putIfAbsent(key, environment.text(key));
    }
    documents.values(new Variables(known));
  }

  Runbook make() {
    Map<Path, Given> files = documents.values(new Variables(values()));
    Path main = documents.all().getLast().file();
    Given own = Objects.requireNonNull(files.get(main));
    List<Phase> phases = new ArrayList<>();
    List<Step> cleanup = new ArrayList<>();
    List<Threshold> thresholds = new ArrayList<>();
    files.forEach(
        (file, given) -> {
          Path folder = Objects.requireNonNull(file.getParent());
          given.many("phases").forEach(it -> phases.add(new PhaseMaker(folder).of(it, phases)));
          cleanup.addAll(
              new PhaseMaker(folder).steps(given.many("cleanup"), "cleanup", "Clean-up"));
          given.many("thresholds").forEach(it -> thresholds.add(Threshold.of(it)));
        });
    return new Runbook(
        main,
        own.text("runbook"),
        own.find("description").orElse(""),
        selection.environment(),
        texts(documents.defined("roles")),
        phases,
        cleanup,
        thresholds,
        ways(files, phases),
        secrets(files));
  }

  private Map<String, String> values() {
    Map<String, String> values = texts(documents.defined("variables"));
    if (!selection.environment().isEmpty()) {
      Given environment = environment(documents.defined("environments"));
      for (String key : environment.keys()) values.put(key, environment.text(key));
    }
    values.putAll(selection.values());
    return values;
  }

  private Given environment(Map<String, Given> known) {
    Given environment = known.get(selection.environment());
    if (environment != null) return environment;
    String nearest =
        Nearest.to(selection.environment(), known.keySet())
            .map(it -> "Did you mean " + it + "? ")
            .orElse("");
    throw wrong(
        "RUNBOOK-4",
        "the runbook has no environment " + selection.environment(),
        nearest + "There are: " + String.join(", ", known.keySet()) + ".");
  }

  private static Map<String, String> texts(Map<String, Given> parts) {
    Map<String, String> texts = new LinkedHashMap<>();
    parts.forEach((name, part) -> texts.put(name, part.text()));
    return texts;
  }

  private static Map<String, Way> ways(Map<Path, Given> files, List<Phase> phases) {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(Way.FULL, new Way(Way.FULL, "every phase that has begun", List.of(), phases));
    files.forEach(
        (file, given) ->
            given
                .parts("rollbacks")
                .forEach((name, part) -> ways.put(name, way(name, part, file, phases))));
    return ways;
  }

  private static Way way(String name, Given part, Path file, List<Phase> phases) {
    List<Phase> chosen = new ArrayList<>();
    for (String wanted : part.texts("phases")) chosen.add(phase(wanted, name, phases));
    Path folder = Objects.requireNonNull(file.getParent());
    List<Step> steps =
        new PhaseMaker(folder).steps(part.many("steps"), name + "/s", "Rollback " + name);
    if (chosen.isEmpty() && steps.isEmpty()) {
      throw wrong(
          "RUNBOOK-5", "the way back " + name + " does nothing", "Give it steps or phases.");
    }
    return new Way(name, part.text("description"), steps, chosen);
  }

  private static Phase phase(String wanted, String way, List<Phase> phases) {
    List<String> names = phases.stream().map(Phase::name).toList();
    int at = names.indexOf(wanted);
    if (at >= 0) return phases.get(at);
    String nearest = Nearest.to(wanted, names).map(it -> "Did you mean " + it + "? ").orElse("");
    throw wrong(
        "RUNBOOK-5",
        "the way back " + way + " names a phase that is not there: " + wanted,
        nearest + "There are: " + String.join(", ", names) + ".");
  }

  /** Files are named from the runbook that says so. */
  private static Map<String, String> secrets(Map<Path, Given> files) {
    Map<String, String> secrets = new LinkedHashMap<>();
    files.forEach(
        (file, given) ->
            given
                .names("secrets")
                .forEach(
                    (name, where) ->
                        secrets.put(
                            name,
                            where.startsWith("file:")
                                ? "file:" + file.resolveSibling(where.substring(5))
                                : where)));
    return secrets;
  }

  private static SlipwayException wrong(String code, String what, String next) {
    return new SlipwayException(
        Problem.of(code, Problem.Kind.USAGE, what, "Nothing was changed.", next));
  }
}
