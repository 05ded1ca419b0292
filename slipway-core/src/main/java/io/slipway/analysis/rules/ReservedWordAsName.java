package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42601 at the word: offset, order, user and the like are keywords. */
final class ReservedWordAsName implements Rule {
  private static final Pattern NEAR = Pattern.compile("at or near \"(\\w+)\"");
  private static final Set<String> RESERVED =
      Set.of(
          "offset",
          "order",
          "user",
          "group",
          "limit",
          "end",
          "from",
          "to",
          "table",
          "column",
          "check",
          "default",
          "desc",
          "asc",
          "references",
          "when",
          "all",
          "primary",
          "select",
          "where",
          "window",
          "grant",
          "union",
          "unique",
          "using",
          "session_user",
          "current_user");

  @Override
  public String slug() {
    return "reserved-word-as-name";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A reserved word as a name must be quoted everywhere";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Unparsable bad)) return Stream.empty();
    Matcher near = NEAR.matcher(bad.message());
    if (!near.find() || !isUsedAsName(in, near.group(1))) return Stream.empty();
    String word = near.group(1);
    return in.finding(this)
        .line(bad.line())
        .says(
            "%s is a reserved word: as a name it must be quoted, here and in every query "
                + "(SQLSTATE 42601)",
            word.toUpperCase(Locale.ROOT))
        .fix("Write \"%s\", or give the column another name", word.toLowerCase(Locale.ROOT))
        .found();
  }

  /** Between a bracket or comma and another, before a type, or after a dot or SET. */
  private static boolean isUsedAsName(StatementContext in, String word) {
    if (!RESERVED.contains(word.toLowerCase(Locale.ROOT))) return false;
    String quoted = Pattern.quote(word);
    Pattern asName =
        Pattern.compile(
            "(?i)(?:[(,.]\\s*"
                + quoted
                + "\\s*(?:[),]|\\s[a-z])|\\b(?:set|add|column)\\s+"
                + quoted
                + "\\b|\\b"
                + quoted
                + "\\s*(?:=|<|>|-|\\)))");
    return asName.matcher(in.statement().text()).find();
  }
}
