package io.slipway.catalog;

import io.slipway.sql.Change;
import java.util.ArrayList;
import java.util.List;

/** CREATE SCHEMA: its elements are made inside it. */
final class Schemas {
  private final Catalog catalog;

  Schemas(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Change.CreateSchema create) {
    if (create.schema() == null || create.elements().isEmpty()) return;
    List<String> before = catalog.searchPath();
    List<String> inside = new ArrayList<>(before);
    inside.addFirst(create.schema());
    catalog.setSearchPath(inside, false);
    create.elements().forEach(element -> Replay.apply(element, catalog));
    catalog.setSearchPath(before, false);
  }
}
