package io.slipway.runbook;

import io.slipway.problem.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Holds a document against a {@link Shape} and notes every fault, not only the first. */
final class ShapeCheck {
  private final String file;
  private final List<Fault> faults = new ArrayList<>();

  ShapeCheck(String file) {
    this.file = file;
  }

  List<Fault> faults() {
    return faults;
  }

  void check(Node node, Shape shape, String path) {
    switch (shape) {
      case Shape.Text text -> text(node, text, path);
      case Shape.Choice choice -> choice(node, choice, path);
      case Shape.YesNo ignored -> {
        if (!isScalar(node, Tag.BOOL)) fault(node, path, "must be true or false");
      }
      case Shape.Whole whole -> whole(node, whole, path);
      case Shape.Many many -> many(node, many, path);
      case Shape.Names names -> names(node, names, path);
      case Shape.Form form -> form(node, form, path);
    }
  }

  private static boolean isScalar(Node node, Tag tag) {
    return node instanceof ScalarNode && node.getTag().equals(tag);
  }

  private void text(Node node, Shape.Text text, String path) {
    if (!(node instanceof ScalarNode scalar)) {
      fault(node, path, "must be " + text.means());
    } else if (!node.getTag().equals(Tag.STR)) {
      fault(node, path, "must be " + text.means() + "; write it in quotes");
    } else if (!scalar.getValue().matches(text.pattern())) {
      fault(node, path, "must be " + text.means());
    }
  }

  private void choice(Node node, Shape.Choice choice, String path) {
    String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (isScalar(node, Tag.STR) && choice.values().contains(value)) return;
    String nearest =
        Nearest.to(value, choice.values()).map(it -> "; did you mean " + it + "?").orElse("");
    fault(node, path, "must be one of " + String.join(", ", choice.values()) + nearest);
  }

  private void whole(Node node, Shape.Whole whole, String path) {
    if (isScalar(node, Tag.INT) && fits(((ScalarNode) node).getValue(), whole)) return;
    fault(node, path, "must be a whole number from " + whole.least() + " to " + whole.most());
  }

  private static boolean fits(String value, Shape.Whole whole) {
    if (!value.matches("[-+]?[0-9]{1,18}")) return false;
    long number = Long.parseLong(value);
    return number >= whole.least() && number <= whole.most();
  }

  private void many(Node node, Shape.Many many, String path) {
    if (!(node instanceof SequenceNode list)) {
      fault(node, path, "must be a list");
    } else if (list.getValue().isEmpty()) {
      fault(node, path, "must not be empty");
    } else {
      int index = 0;
      for (Node item : list.getValue()) check(item, many.item(), path + "[" + index++ + "]");
    }
  }

  private void names(Node node, Shape.Names names, String path) {
    if (!(node instanceof MappingNode mapping)) {
      fault(node, path, "must be a mapping of names");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!seen.add(key(entry))) {
        fault(entry.getKeyNode(), path, "the key " + key(entry) + " is there twice");
      } else if (!isScalar(entry.getKeyNode(), Tag.STR)) {
        fault(entry.getKeyNode(), path, "a name must be a text; write it in quotes");
      } else {
        check(entry.getValueNode(), names.value(), join(path, key(entry)));
      }
    }
  }

  private void form(Node node, Shape.Form form, String path) {
    if (!(node instanceof MappingNode mapping)) {
      fault(node, path, "must be a mapping with " + String.join(", ", form.keys().keySet()));
      return;
    }
    Set<String> seen = new HashSet<>();
    boolean strange = false;
    for (NodeTuple entry : mapping.getValue()) {
      String key = key(entry);
      Shape shape = form.keys().get(key);
      if (!seen.add(key)) fault(entry.getKeyNode(), path, "the key " + key + " is there twice");
      if (shape != null) {
        check(entry.getValueNode(), shape, join(path, key));
      } else {
        strange = true;
        fault(entry.getKeyNode(), path, unknown(key, form));
      }
    }
    // A misspelt key is also a missing one: saying both would hide the cause.
    if (!strange) missing(node, form, seen, path);
  }

  private static String unknown(String key, Shape.Form form) {
    String nearest =
        Nearest.to(key, form.keys().keySet())
            .map(it -> "did you mean " + it + "?")
            .orElse("known are " + String.join(", ", form.keys().keySet()));
    return "unknown key " + key + "; " + nearest;
  }

  private void missing(Node node, Shape.Form form, Set<String> seen, String path) {
    for (String key : form.required()) {
      if (!seen.contains(key)) fault(node, path, "the key " + key + " is missing");
    }
    List<String> chosen = form.oneOf().stream().filter(seen::contains).toList();
    if (form.oneOf().isEmpty() || chosen.size() == 1) return;
    String all = String.join(", ", form.oneOf());
    fault(
        node,
        path,
        chosen.isEmpty()
            ? "needs one of " + all
            : "has " + String.join(" and ", chosen) + "; only one of them may be there");
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void fault(Node node, String path, String what) {
    Mark mark = node.getStartMark().orElse(null);
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    faults.add(new Fault(file, line, column, path, what));
  }
}
