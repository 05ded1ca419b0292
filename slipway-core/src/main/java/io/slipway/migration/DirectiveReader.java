package io.slipway.migration;

import io.slipway.migration.Directives.Block;
import io.slipway.migration.Directives.Ignore;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Script;
import io.slipway.sql.Script.Comment;
import io.slipway.sql.Span;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds directives in a script's comments. */
public final class DirectiveReader {
  private static final String METADATA = "@metadata";
  private static final Pattern OURS = Pattern.compile("slipway:(\\S+)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern IGNORED = Pattern.compile("(\\S+)(?:\\s+(.*))?", Pattern.DOTALL);

  private final Script script;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Ignore> ignores = new ArrayList<>();
  private boolean verbatim;

  private DirectiveReader(Script script) {
    this.script = script;
  }

  /** Throws where a directive is misspelled: one that is not understood protects nobody. */
  public static Directives read(Script script) {
    DirectiveReader reader = new DirectiveReader(script);
    List<Comment> comments = script.comments();
    for (int i = 0; i < comments.size(); i++) i = reader.comment(comments, i);
    return new Directives(reader.blocks, reader.ignores, reader.verbatim);
  }

  /** Reads the directive at that comment; the index of the last comment it took. */
  private int comment(List<Comment> comments, int index) {
    Comment comment = comments.get(index);
    String text = comment.text();
    if (text.startsWith(METADATA)) return metadata(comments, index);
    Matcher ours = OURS.matcher(text);
    if (ours.matches()) ours(ours.group(1), ours.group(2).strip(), comment.span());
    return index;
  }

  /** The JSON may go on in the comment lines right below, until its braces are closed. */
  private int metadata(List<Comment> comments, int index) {
    Span first = comments.get(index).span();
    StringBuilder json =
        new StringBuilder(comments.get(index).text().substring(METADATA.length()).strip());
    int last = index;
    while (isOpen(json) && last + 1 < comments.size()) {
      Comment next = comments.get(last + 1);
      if (next.span().line() != comments.get(last).span().endLine() + 1) break;
      json.append('\n').append(next.text());
      last++;
    }
    int end = comments.get(last).span().end();
    blocks.add(
        new Block(end, new MetadataReader(script.name(), first.line()).read(json.toString())));
    return last;
  }

  /** Whether an object is not closed yet; braces in texts do not count. */
  private static boolean isOpen(CharSequence json) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted && c == '\\') i++;
      else if (c == '"') quoted = !quoted;
      else if (!quoted && c == '{') depth++;
      else if (!quoted && c == '}') depth--;
    }
    return depth > 0 || json.isEmpty();
  }

  private void ours(String directive, String rest, Span at) {
    switch (directive) {
      case "verbatim" -> verbatim = true;
      case "ignore" -> ignore(rest, at);
      default ->
          throw problem(
              "MIGRATION-5",
              "there is no directive slipway:" + directive,
              "Known are slipway:ignore and slipway:verbatim.",
              at);
    }
  }

  private void ignore(String rest, Span at) {
    Matcher matcher = IGNORED.matcher(rest);
    String reason = matcher.matches() ? matcher.group(2) : null;
    if (reason == null || reason.isBlank()) {
      throw problem(
          "MIGRATION-6",
          "slipway:ignore " + rest + " gives no reason",
          "Write it like: -- slipway:ignore SetNotNullScansTable the table has 200 rows",
          at);
    }
    ignores.add(new Ignore(matcher.group(1), reason.strip(), at.line(), statement(at)));
  }

  /** The statement the comment stands in or ends the line of, else the next one. */
  private int statement(Span comment) {
    for (Statement statement : script.statements()) {
      Span span = statement.span();
      boolean sameLine = span.endLine() == comment.line() && span.end() <= comment.start();
      if (sameLine || span.end() > comment.start()) return statement.index();
    }
    return -1;
  }

  private SlipwayException problem(String code, String what, String next, Span at) {
    return new SlipwayException(
        Problem.of(code, Problem.Kind.VALIDATION, what, "Nothing was read further.", next)
            .at(script.name(), at.line()));
  }
}
