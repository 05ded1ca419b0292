package io.slipway.check;

/** PostgreSQL will refuse none of the pending statements, as far as the analysis can foretell. */
record StatementsWillRun() implements Check {
  @Override
  public String name() {
    return "statements-will-run";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    return Verdict.none(
        at.upcoming().refusals().stream()
            .filter(it -> !NamesAreFree.RULES.contains(it.finding().rule()))
            .map(Upcoming.Refusal::line)
            .toList(),
        "statements that will be refused",
        "none in " + at.upcoming().migrations().size() + " pending migrations",
        "Change the migration; `slipway lint` shows each with its fix.");
  }
}
