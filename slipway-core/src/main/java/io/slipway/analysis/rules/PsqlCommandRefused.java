package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/** A command of psql that changes what runs, or where: only psql can follow it. */
final class PsqlCommandRefused implements Rule {
  @Override
  public String slug() {
    return "psql-command-refused";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "Only psql understands the command";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.PsqlCommand command) || !command.refused()) {
      return Stream.empty();
    }
    return in.finding(this).says("%s", command.refusal()).fix(command.remedy()).found();
  }
}
