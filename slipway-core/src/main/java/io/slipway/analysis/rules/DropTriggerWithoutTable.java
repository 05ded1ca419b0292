package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42601: the name of a trigger is only unique within its table. */
final class DropTriggerWithoutTable implements Rule {
  private static final Pattern DROP =
      Pattern.compile(
          "(?is)^\\s*drop\\s+trigger\\s+(?:if\\s+exists\\s+)?(\\w+)\\s*(?:cascade|restrict)?\\s*$");

  @Override
  public String slug() {
    return "drop-trigger-without-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "DROP TRIGGER must say on which table";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Unparsable)) return Stream.empty();
    Matcher drop = DROP.matcher(in.statement().text());
    if (!drop.matches()) return Stream.empty();
    String trigger = drop.group(1);
    return in.finding(this)
        .says("DROP TRIGGER %s does not say on which table (SQLSTATE 42601)", trigger)
        .fix("DROP TRIGGER %s ON %s", trigger, table(in, trigger))
        .found();
  }

  private static String table(StatementContext in, String trigger) {
    return in.before().tables().stream()
        .filter(it -> it.triggers().stream().anyMatch(t -> t.name().equalsIgnoreCase(trigger)))
        .map(it -> in.name(it.name()))
        .findFirst()
        .orElse("its_table");
  }
}
