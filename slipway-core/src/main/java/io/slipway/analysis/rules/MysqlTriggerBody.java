package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42601: FOR EACH ROW BEGIN … END is the syntax of MySQL. */
final class MysqlTriggerBody implements Rule {
  private static final Pattern BODY =
      Pattern.compile(
          "(?is)^\\s*create\\s+(?:or\\s+replace\\s+)?trigger\\b.*"
              + "\\bfor\\s+each\\s+row\\s+(?:begin|set|insert|update)\\b");
  private static final Pattern BEGIN =
      Pattern.compile("(?i)\\b(?:begin|for\\s+each\\s+row\\s+(?:set|insert|update))\\b");

  @Override
  public String slug() {
    return "mysql-trigger-body";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A trigger body belongs in a function";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Unparsable)) return Stream.empty();
    if (!BODY.matcher(in.statement().text()).find()) return Stream.empty();
    int line = Traps.line(in, BEGIN).orElse(in.line());
    return in.finding(this)
        .line(line)
        .says(
            "A trigger body after FOR EACH ROW is the syntax of MySQL; PostgreSQL rejects it "
                + "(SQLSTATE 42601)")
        .fix(
            "What was meant: CREATE FUNCTION … RETURNS trigger LANGUAGE plpgsql with that body "
                + "and RETURN NEW, then FOR EACH ROW EXECUTE FUNCTION it()")
        .found();
  }
}
