package io.slipway.runbook;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One thing to do.
 *
 * @param id stable within the runbook: {@code 2.3} is the third step of the second phase
 * @param phase the name of the phase it belongs to
 * @param kind the key its body stands under: {@code sql}
 * @param folder what its paths are relative to: where the file is that says it
 */
public record Step(String id, String phase, String name, String kind, Given body, Path folder) {
  public Path resolve(String path) {
    return folder.resolve(path).normalize();
  }

  /** The same step as part of a way back. */
  Step under(String way) {
    return new Step(way + "/" + id, phase, name, kind, body, folder);
  }

  /** What the body's {@code timeout} says. */
  public Duration timeout(Duration otherwise) {
    return body.duration("timeout").orElse(otherwise);
  }
}
