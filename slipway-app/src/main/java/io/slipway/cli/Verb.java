package io.slipway.cli;

import io.slipway.cli.help.Page;
import io.slipway.cli.output.Format;
import java.util.EnumSet;
import java.util.Set;

/** One word of the command line: {@code lint}, {@code migrate}. */
public interface Verb {
  /** What {@code --help} and the manual say about it. */
  Page page();

  default Set<Format> formats() {
    return EnumSet.of(Format.TEXT, Format.JSON, Format.NDJSON);
  }

  Answer run(Session session) throws Exception;
}
