package io.slipway.files;

import io.slipway.migration.Source;
import java.util.List;

/** A tool's way to lay out migrations in a folder. */
interface Layout {
  /** As the tool is called. */
  String name();

  boolean fits(Folder folder);

  List<Source> sources(Folder folder);
}
