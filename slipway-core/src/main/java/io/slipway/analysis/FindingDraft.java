package io.slipway.analysis;

import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A finding in the making: {@code in.finding(this).on(t, lock).says("…").fix("…").found()}. */
public final class FindingDraft {
  private final Rule rule;
  private final StatementContext in;
  private Severity severity;
  private String message = "";
  private String fix = "";
  private @Nullable QualifiedName relation;
  private @Nullable LockMode lock;
  private @Nullable String recipe;
  private int line;
  private int column;

  FindingDraft(Rule rule, StatementContext in) {
    this.rule = rule;
    this.in = in;
    this.line = in.line();
    this.column = in.column();
    this.severity = usual(rule.kind());
  }

  private static Severity usual(FindingClass kind) {
    return switch (kind) {
      case WILL_FAIL, BLOCKS -> Severity.ERROR;
      case BREAKS_APP, DATA_LOSS, OPERATIONAL -> Severity.WARNING;
      case BRIEF_LOCK, STYLE -> Severity.INFO;
    };
  }

  public FindingDraft on(QualifiedName relation, LockMode lock) {
    this.lock = lock;
    return on(relation);
  }

  public FindingDraft on(QualifiedName relation) {
    this.relation = in.before().resolve(relation);
    return this;
  }

  public FindingDraft severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  /** The message; with arguments it is a format as of {@link String#formatted}. */
  public FindingDraft says(String format, @Nullable Object... arguments) {
    message = filled(format, arguments);
    return this;
  }

  /** What to do instead; a format likewise. */
  public FindingDraft fix(String format, @Nullable Object... arguments) {
    fix = filled(format, arguments);
    return this;
  }

  // The annotation it asks for is in a jar the library does without.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String filled(String format, @Nullable Object... arguments) {
    return arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
  }

  public FindingDraft recipe(String recipe) {
    this.recipe = recipe;
    return this;
  }

  public FindingDraft line(int line) {
    this.line = line;
    return this;
  }

  /** The exact place, where it is known better than the statement's start. */
  public FindingDraft at(int line, int column) {
    this.line = line;
    this.column = column;
    return this;
  }

  public Stream<Finding> found() {
    long rows = relation == null ? -1 : in.rows(relation);
    return Stream.of(
        new Finding(
            rule.slug(),
            rule.kind(),
            weighed(rows),
            in.statement().index(),
            line,
            column,
            message,
            fix,
            relation,
            lock,
            rows,
            recipe));
  }

  /** What lasts as long as the table is big does not last long on a small one. */
  private Severity weighed(long rows) {
    boolean small = rows >= 0 && rows < StatementContext.SMALL_TABLE;
    return rule.kind() == FindingClass.BLOCKS && small ? Severity.INFO : severity;
  }
}
