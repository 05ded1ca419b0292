package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42601: PostgreSQL has IF NOT EXISTS for columns, not for constraints. */
final class ConstraintIfNotExists implements Rule {
  private static final Pattern PHRASE =
      Pattern.compile("(?i)\\badd\\s+constraint\\s+if\\s+not\\s+exists\\b");

  @Override
  public String slug() {
    return "constraint-if-not-exists";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "ADD CONSTRAINT has no IF NOT EXISTS";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Unparsable)) return Stream.empty();
    return Traps.line(in, PHRASE).stream().flatMap(line -> found(in, line));
  }

  private Stream<Finding> found(StatementContext in, int line) {
    return in.finding(this)
        .line(line)
        .says("PostgreSQL has no ADD CONSTRAINT IF NOT EXISTS (SQLSTATE 42601)")
        .fix(
            "What was meant: ALTER TABLE … DROP CONSTRAINT IF EXISTS x, ADD CONSTRAINT x … NOT "
                + "VALID in one statement")
        .found();
  }
}
