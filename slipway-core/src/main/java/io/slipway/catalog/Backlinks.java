package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who points at a name: the reverse of a reference that objects hold. Without it every question for
 * children, indexes or inbound foreign keys would read the whole catalog.
 */
final class Backlinks {
  private final Map<QualifiedName, Set<QualifiedName>> sources = new HashMap<>();

  Backlinks copy() {
    Backlinks copy = new Backlinks();
    sources.forEach((target, from) -> copy.sources.put(target, new LinkedHashSet<>(from)));
    return copy;
  }

  void add(QualifiedName target, QualifiedName source) {
    sources.computeIfAbsent(target, it -> new LinkedHashSet<>()).add(source);
  }

  void remove(QualifiedName target, QualifiedName source) {
    Set<QualifiedName> from = sources.get(target);
    if (from != null && from.remove(source) && from.isEmpty()) sources.remove(target);
  }

  Set<QualifiedName> to(QualifiedName target) {
    return sources.getOrDefault(target, Set.of());
  }
}
