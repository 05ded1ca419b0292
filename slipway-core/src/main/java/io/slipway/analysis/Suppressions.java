package io.slipway.analysis;

import io.slipway.sql.Script;
import io.slipway.sql.Script.Comment;
import io.slipway.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code slipway:ignore} comments. */
public final class Suppressions {
  private static final Pattern IGNORE =
      Pattern.compile("(?is)^\\s*slipway:ignore\\s+([\\w-]+)\\s*(.*?)\\s*$");

  private Suppressions() {}

  public static List<Suppression> of(Script script) {
    return script.comments().stream().flatMap(it -> of(script, it).stream()).toList();
  }

  private static Optional<Suppression> of(Script script, Comment comment) {
    Matcher ignore = IGNORE.matcher(comment.text());
    if (!ignore.matches()) return Optional.empty();
    int line = comment.span().line();
    return statement(script, comment)
        .map(it -> new Suppression(it.index(), ignore.group(1), ignore.group(2), line));
  }

  /** The statement that ends or goes on in the comment's line, else the next one. */
  private static Optional<Statement> statement(Script script, Comment comment) {
    int line = comment.span().line();
    Optional<Statement> beside =
        script.statements().stream()
            .filter(it -> it.span().start() < comment.span().start())
            .filter(it -> it.span().line() <= line && line <= it.span().endLine())
            .reduce((earlier, later) -> later);
    if (beside.isPresent()) return beside;
    return script.statements().stream()
        .filter(it -> it.span().start() > comment.span().start())
        .findFirst();
  }
}
