package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.postgres.SqlState;
import io.slipway.sql.Change;
import java.util.stream.Stream;

/** SQLSTATE 42601: the grammar rejects it, and no other rule knows what was meant. */
final class SyntaxError implements Rule {
  @Override
  public String slug() {
    return "syntax-error";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "PostgreSQL cannot read the statement";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Unparsable unparsable)) return Stream.empty();
    boolean explained =
        Rules.ALL.stream()
            .filter(rule -> rule != this && rule.kind() == FindingClass.WILL_FAIL)
            .anyMatch(rule -> rule.check(in).findAny().isPresent());
    if (explained) return Stream.empty();
    return in.finding(this)
        .at(unparsable.line(), unparsable.column())
        .says(
            "PostgreSQL rejects the statement: %s (SQLSTATE %s)",
            unparsable.message(), sqlState(unparsable))
        .fix("Correct it at the place marked; nothing of this file is run until it parses")
        .found();
  }

  /** The grammar knows that there is such a clause, but not for this kind of constraint. */
  private static String sqlState(Change.Unparsable unparsable) {
    return unparsable.message().contains("cannot be marked")
        ? SqlState.FEATURE_NOT_SUPPORTED
        : SqlState.SYNTAX_ERROR;
  }
}
