package io.slipway.runbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** The file of a runbook and the files it includes, those first, as the check has read them. */
final class Documents {
  /** One of the files. */
  record Document(Path file, Node node) {}

  private static final Variables AS_THEY_ARE =
      new Variables(Map.of()) {
        @Override
        String in(String text) {
          return text;
        }
      };

  private final List<Document> all = new ArrayList<>();
  private final List<Fault> faults;

  Documents(List<Fault> faults) {
    this.faults = faults;
  }

  void add(Path file, Node node) {
    all.add(new Document(file, node));
  }

  List<Document> all() {
    return all;
  }

  /** What all of them define under this key; who includes wins over what is included. */
  Map<String, Given> defined(String key) {
    Map<String, Given> defined = new LinkedHashMap<>();
    for (Document it : all) {
      defined.putAll(
          new Tree(new ShapeCheck("" + it.file()), AS_THEY_ARE).of(it.node()).parts(key));
    }
    return defined;
  }

  /** Each of them with its variables put in. */
  Map<Path, Given> values(Variables variables) {
    Map<Path, Given> values = new LinkedHashMap<>();
    for (Document it : all) {
      var check = new ShapeCheck(it.file().toString());
      values.put(it.file(), new Tree(check, variables).of(it.node()));
      faults.addAll(check.faults());
    }
    return values;
  }
}
