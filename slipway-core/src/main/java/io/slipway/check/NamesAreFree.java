package io.slipway.check;

import java.util.List;

/** Names that pending migrations make are not taken, and those they use are there. */
record NamesAreFree() implements Check {
  @Override
  public String name() {
    return "names-are-free";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  /** The rules about names. */
  static final List<String> RULES =
      List.of("name-is-taken", "name-is-unknown", "wrong-kind-of-object");

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.upcoming().refusals().stream()
            .filter(it -> RULES.contains(it.finding().rule()))
            .map(Upcoming.Refusal::line)
            .toList(),
        "names that do not fit",
        "none in " + at.upcoming().migrations().size() + " pending migrations",
        "Change the migration; `slipway lint` shows each with its fix.");
  }
}
