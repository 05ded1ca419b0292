package io.slipway.migration;

import io.slipway.sql.text.Splitter;
import io.slipway.sql.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Liquibase formatted SQL, cut into changesets; positions stay those of the file. */
public final class Changesets {
  private static final Pattern HEADER =
      Pattern.compile("(?i)^\\s*--\\s*liquibase formatted sql\\b");
  private static final Pattern CHANGESET =
      Pattern.compile(
          "(?i)--\\s*changeset\\s+(?:\"([^\"]+)\"|([^:\\s]+)):(?:\"([^\"]+)\"|(\\S+))(.*)");
  private static final Pattern ROLLBACK = Pattern.compile("(?i)--\\s*rollback\\b");
  private static final Pattern NO_ROLLBACK =
      Pattern.compile("(?i)\\s*(?:empty|not required)\\s*;?\\s*");

  private final String text;
  private final List<Changeset> found = new ArrayList<>();
  private @Nullable Matcher open;
  private int from;
  private StringBuilder down;

  /**
   * @param up the changeset's statements
   * @param down its rollback lines; null where there are none, or none are needed
   */
  public record Changeset(
      String author,
      String id,
      boolean transactional,
      boolean repeatable,
      String up,
      @Nullable String down) {}

  private Changesets(String text) {
    this.text = text;
    this.down = Blank.of(text);
  }

  public static boolean isFormattedSql(String text) {
    return text.lines().limit(20).anyMatch(line -> HEADER.matcher(line).find());
  }

  public static List<Changeset> of(String text) {
    Changesets changesets = new Changesets(text);
    for (Token comment : Splitter.split(text).comments()) changesets.comment(comment);
    changesets.close(text.length());
    return List.copyOf(changesets.found);
  }

  private void comment(Token comment) {
    String content = comment.in(text);
    Matcher changeset = CHANGESET.matcher(content.strip());
    if (changeset.matches()) {
      close(comment.start());
      open = changeset;
      from = comment.end();
      return;
    }
    Matcher rollback = ROLLBACK.matcher(content);
    if (open == null || !rollback.lookingAt()) return;
    int start = comment.start() + rollback.end();
    if (NO_ROLLBACK.matcher(text.substring(start, comment.end())).matches()) return;
    Blank.copy(text, start, comment.end(), down);
  }

  private void close(int to) {
    if (open == null) return;
    StringBuilder up = Blank.of(text);
    Blank.copy(text, from, to, up);
    String attributes = open.group(5).toLowerCase(Locale.ROOT).replace(" ", "");
    String back = down.toString();
    found.add(
        new Changeset(
            either(open, 1, 2),
            either(open, 3, 4),
            !attributes.contains("runintransaction:false"),
            attributes.contains("runonchange:true") || attributes.contains("runalways:true"),
            up.toString(),
            back.isBlank() ? null : back));
    down = Blank.of(text);
    open = null;
  }

  private static String either(Matcher matcher, int quoted, int bare) {
    String value = matcher.group(quoted);
    return value == null ? matcher.group(bare) + "" : value;
  }
}
