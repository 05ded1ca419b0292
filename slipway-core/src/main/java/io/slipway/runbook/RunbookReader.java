package io.slipway.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  private RunbookReader() {}

  /** Empty where the file is a runbook. */
  public static List<Fault> check(Path file) throws IOException {
    var reader = new RunbookReader();
    reader.read(file, RunbookShape.RUNBOOK);
    return List.copyOf(reader.faults);
  }

  private void read(Path file, Shape.Form shape) throws IOException {
    Path real = file.toAbsolutePath().normalize();
    open.add(real);
    Optional<Node> document = compose(file);
    if (document.isPresent()) {
      var check = new ShapeCheck(file.toString());
      check.check(document.get(), shape, "");
      includes(document.get(), file, check);
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
