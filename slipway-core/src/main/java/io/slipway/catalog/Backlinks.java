package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who points at a name: the reverse of a reference that objects hold. Without it every question for
 * children, indexes or inbound foreign keys would read the whole catalog. The lists are never
 * changed but replaced, so that copies can share them.
 */
final class Backlinks {
  private final Map<QualifiedName, List<QualifiedName>> sources;

  Backlinks() {
    sources = new HashMap<>();
  }

  Backlinks(Backlinks from) {
    sources = new HashMap<>(from.sources);
  }

  void add(QualifiedName target, QualifiedName source) {
    List<QualifiedName> before = to(target);
    if (before.contains(source)) return;
    List<QualifiedName> after = new ArrayList<>(before.size() + 1);
    after.addAll(before);
    after.add(source);
    sources.put(target, after);
  }

  void remove(QualifiedName target, QualifiedName source) {
    List<QualifiedName> after = new ArrayList<>(to(target));
    if (!after.remove(source)) return;
    if (after.isEmpty()) sources.remove(target);
    else sources.put(target, after);
  }

  List<QualifiedName> to(QualifiedName target) {
    return sources.getOrDefault(target, List.of());
  }
}
