package io.slipway.demo;

import java.util.function.Consumer;

/** A way to make a change to a database in use. */
@FunctionalInterface
interface Migrator {
  /**
   * Returns when the change is complete.
   *
   * @param deploy rolls out the next version of the application; returns when it is everywhere
   */
  void migrate(String url, Change change, Consumer<Change> deploy) throws Exception;
}
