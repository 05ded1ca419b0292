package io.slipway.runbook;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a runbook and the files it includes, and says everything that is wrong with them. */
public final class RunbookReader {
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Path> open = new LinkedHashSet<>();
  private final Documents documents = new Documents(faults);

  private RunbookReader() {}

  /** Empty where the file is a runbook. Variables must be known where they are used. */
  public static List<Fault> check(Path file) throws IOException {
    var reader = new RunbookReader();
    reader.read(file, RunbookShape.RUNBOOK);
    if (reader.faults.isEmpty()) new RunbookMaker(reader.documents, Selection.NONE).check();
    return List.copyOf(reader.faults);
  }

  /**
   * Which values the variables have.
   *
   * @param environment one of the file's; empty for none
   * @param values said by whoever runs it; they win
   */
  public record Selection(String environment, Map<String, String> values) {
    public static final Selection NONE = new Selection("", Map.of());

    public Selection {
      values = Map.copyOf(values);
    }
  }

  /**
   * @throws SlipwayException if the file is no runbook, with every fault
   */
  public static Runbook read(Path file, Selection selection) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw problem("there is no file " + file, "`slipway runbook new` writes one.");
    }
    var reader = new RunbookReader();
    reader.read(file, RunbookShape.RUNBOOK);
    reader.refuseFaults();
    Runbook runbook = new RunbookMaker(reader.documents, selection).make();
    reader.refuseFaults();
    return runbook;
  }

  private void refuseFaults() {
    if (faults.isEmpty()) return;
    String all = String.join("\n", faults.stream().map(Fault::render).toList());
    throw problem("this is not a runbook that can run", "Correct:\n" + all);
  }

  private static SlipwayException problem(String what, String next) {
    return new SlipwayException(
        Problem.of("RUNBOOK-1", Problem.Kind.USAGE, what, "Nothing was changed.", next));
  }

  private void read(Path file, Shape.Form shape) throws IOException {
    Path real = file.toAbsolutePath().normalize();
    open.add(real);
    Optional<Node> document = compose(file);
    if (document.isPresent()) {
      var check = new ShapeCheck(file.toString());
      check.check(document.get(), shape, "");
      includes(document.get(), file, check);
      documents.add(real, document.get());
      faults.addAll(check.faults());
    }
    open.remove(real);
  }

  private Optional<Node> compose(Path file) throws IOException {
    var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    try {
      Optional<Node> document = new Compose(settings).composeString(Files.readString(file));
      if (document.isEmpty()) faults.add(new Fault(file.toString(), 1, 1, "", "is empty"));
      return document;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(it -> it.getLine() + 1).orElse(1);
      int column = e.getProblemMark().map(it -> it.getColumn() + 1).orElse(1);
      faults.add(new Fault(file.toString(), line, column, "", "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      faults.add(new Fault(file.toString(), 1, 1, "", "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private void includes(Node document, Path file, ShapeCheck check) throws IOException {
    if (!(document instanceof MappingNode mapping)) return;
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key) || !key.getValue().equals("include")) {
        continue;
      }
      if (!(entry.getValueNode() instanceof SequenceNode list)) continue;
      int index = 0;
      for (Node item : list.getValue()) {
        if (item instanceof ScalarNode name) include(name, file, check, "include[" + index + "]");
        index++;
      }
    }
  }

  private void include(ScalarNode name, Path file, ShapeCheck check, String path)
      throws IOException {
    Path other = file.resolveSibling(name.getValue());
    if (open.contains(other.toAbsolutePath().normalize())) {
      check.fault(name, path, name.getValue() + " includes itself, by way of this file");
    } else if (!Files.isRegularFile(other)) {
      check.fault(name, path, "there is no file " + other);
    } else {
      read(other, RunbookShape.PART);
    }
  }
}
