package io.slipway.sql.tree;

import io.slipway.sql.Change.Nested;
import java.util.List;

final class Bodies {
  record Body(List<Nested> nested, boolean dynamic) {
    static final Body NONE = new Body(List.of(), false);

    Body {
      nested = List.copyOf(nested);
    }
  }

  Body ofRoutine(Node statement, Source source, String language) {
    return Body.NONE;
  }

  Body ofBlock(Node statement, Source source, String language) {
    return Body.NONE;
  }

  static String standardBody(Node statement, Source source) {
    return "";
  }
}
