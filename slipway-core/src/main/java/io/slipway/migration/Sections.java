package io.slipway.migration;

import io.slipway.sql.text.Splitter;
import io.slipway.sql.text.Token;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file cut at the comments that divide its way up from its way down: {@code -- UP}, {@code --
 * migrate:up}, {@code -- +goose Up}. In each part the other is blank, so that lines and columns
 * stay those of the file.
 *
 * @param up the whole text where nothing divides it
 * @param transactional false where a marker says that no transaction must be around it
 */
record Sections(String up, @Nullable String down, boolean transactional) {
  private static final Pattern MARKER =
      Pattern.compile(
          "(?i)(?:migrate:|\\+goose\\s+|[=#*\\s]*)(up|down)"
              + "(?:\\s+migration)?[=#*:\\s]*((?:transaction:\\w+)?)\\s*");
  private static final Pattern NO_TRANSACTION =
      Pattern.compile("(?i)\\+goose\\s+no\\s+transaction|atlas:txmode\\s+none");

  static Sections of(String text) {
    if (!text.contains("--")) return new Sections(text, null, true);
    Cutter cutter = new Cutter(text);
    for (Token comment : Splitter.split(text).comments()) cutter.comment(comment);
    return cutter.done();
  }

  /** Walks over the comments, noting which stretch belongs to which way. */
  private static final class Cutter {
    private final String text;
    private final StringBuilder up;
    private final StringBuilder down;
    private boolean divided;
    private boolean transactional = true;
    private boolean downwards;
    private int from;

    Cutter(String text) {
      this.text = text;
      this.up = Blank.of(text);
      this.down = Blank.of(text);
    }

    void comment(Token comment) {
      String content = comment.in(text);
      if (!content.startsWith("--")) return;
      content = content.substring(2).strip();
      if (NO_TRANSACTION.matcher(content).matches()) transactional = false;
      Matcher marker = MARKER.matcher(content);
      if (!marker.matches()) return;
      if (marker.group(2).toLowerCase(Locale.ROOT).endsWith(":false")) transactional = false;
      close(comment.start());
      divided = true;
      downwards = marker.group(1).equalsIgnoreCase("down");
    }

    private void close(int to) {
      Blank.copy(text, from, to, downwards ? down : up);
      from = to;
    }

    Sections done() {
      close(text.length());
      if (!divided) return new Sections(text, null, transactional);
      String back = down.toString();
      return new Sections(up.toString(), back.isBlank() ? null : back, transactional);
    }
  }
}
