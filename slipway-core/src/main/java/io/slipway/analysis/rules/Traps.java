package io.slipway.analysis.rules;

import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes real runbooks contain: the rules about them, and how they find their line. */
public final class Traps {
  /** In the order of {@code docs/traps.md}. */
  public static final List<Rule> ALL =
      List.of(
          new ConstraintIfNotExists(),
          new ReservedWordAsName(),
          new MysqlTriggerBody(),
          new ConcurrentlyInDoBlock(),
          new ConcurrentlyInTransaction(),
          new DropTriggerWithoutTable(),
          new StatisticsColumnMissing(),
          new SyncTriggerMissesDelete(),
          new CoalesceLosesUpdates(),
          new RenamedTableKeepsForeignKeys());

  private Traps() {}

  /** The line in the file where the pattern stands in the statement. */
  static Optional<Integer> line(StatementContext in, Pattern pattern) {
    String text = in.statement().text();
    Matcher found = pattern.matcher(text);
    if (!found.find()) return Optional.empty();
    long breaks = text.substring(0, found.start()).chars().filter(it -> it == '\n').count();
    return Optional.of(in.line() + (int) breaks);
  }
}
