package io.slipway.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns nodes into values, with the variables put in. */
final class Tree {
  private final ShapeCheck check;
  private final Variables variables;

  Tree(ShapeCheck check, Variables variables) {
    this.check = check;
    this.variables = variables;
  }

  Given of(Node document) {
    return new Given(value(document, ""));
  }

  private Object value(Node node, String path) {
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path);
      case SequenceNode sequence -> sequence(sequence, path);
      case ScalarNode scalar -> scalar(scalar, path);
      default -> "";
    };
  }

  private Map<String, Object> mapping(MappingNode mapping, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      values.put(key, value(entry.getValueNode(), path.isEmpty() ? key : path + "." + key));
    }
    return values;
  }

  private List<Object> sequence(SequenceNode sequence, String path) {
    List<Object> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      values.add(value(item, path + "[" + values.size() + "]"));
    }
    return values;
  }

  private Object scalar(ScalarNode scalar, String path) {
    if (scalar.getTag().equals(Tag.BOOL)) return Boolean.valueOf(scalar.getValue());
    if (!scalar.getTag().equals(Tag.STR)) return scalar.getValue();
    try {
      return variables.in(scalar.getValue());
    } catch (Variables.Unknown e) {
      check.fault(scalar, path, String.valueOf(e.getMessage()));
      return scalar.getValue();
    }
  }
}
