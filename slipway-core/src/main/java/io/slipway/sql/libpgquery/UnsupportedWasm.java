package io.slipway.sql.libpgquery;

/** The module uses something this host does not know: only a changed build of it can. */
final class UnsupportedWasm extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UnsupportedWasm(String what) {
    super("libpg_query's module has " + what + ", which this host cannot run");
  }
}
