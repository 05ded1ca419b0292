package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Routine;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rows deleted after the copy stay in the other table and return with the switch. */
final class SyncTriggerMissesDelete implements Rule {
  private static final Pattern WRITES =
      Pattern.compile("(?i)\\b(?:insert\\s+into|update)\\s+(?:\\w+\\.)?\"?(\\w+)\"?");

  /** A log keeps what was deleted; that is its purpose. */
  private static final Pattern HISTORY = Pattern.compile("(?i)(log|audit|history|archive|event)");

  @Override
  public String slug() {
    return "sync-trigger-misses-delete";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "A trigger that copies a table and ignores DELETE brings deleted rows back";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.CreateTrigger create)) return Stream.empty();
    boolean copies = create.events().contains("INSERT") && create.events().contains("UPDATE");
    if (!copies || create.events().contains("DELETE") || !create.forEachRow())
      return Stream.empty();
    return in.before().routines(create.function()).stream()
        .flatMap(it -> twin(create.table(), it).stream())
        .limit(1)
        .flatMap(it -> found(in, create, it));
  }

  /** Another table that the function writes and whose name is a version of this one's. */
  private static Optional<String> twin(QualifiedName table, Routine function) {
    String body = function.body();
    if (body == null) return Optional.empty();
    String source = table.name();
    return WRITES
        .matcher(body)
        .results()
        .map(it -> it.group(1))
        .filter(it -> !it.equalsIgnoreCase(source))
        .filter(it -> isVersionOf(it.toLowerCase(Locale.ROOT), source))
        .filter(it -> !HISTORY.matcher(it).find())
        .findFirst();
  }

  private static boolean isVersionOf(String other, String source) {
    return other.startsWith(source + "_")
        || other.endsWith("_" + source)
        || source.startsWith(other + "_")
        || source.endsWith("_" + other);
  }

  private Stream<Finding> found(StatementContext in, Change.CreateTrigger create, String twin) {
    return in.finding(this)
        .on(create.table())
        .says(
            "%s copies inserts and updates of %s to %s but no deletes: rows deleted from now on "
                + "come back with the switch",
            create.name(), in.name(create.table()), twin)
        .fix(
            "A key-log trigger on INSERT, UPDATE and DELETE, and the rows re-read from it "
                + "(strategy blue-green-table)")
        .found();
  }
}
