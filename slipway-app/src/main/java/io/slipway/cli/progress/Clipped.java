package io.slipway.cli.progress;

/** Text cut to a width; escape sequences take none, and are closed where the text is cut. */
final class Clipped {
  private Clipped() {}

  static String to(String text, int columns) {
    var kept = new StringBuilder();
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '\033') {
        int end = text.indexOf('m', i) + 1;
        kept.append(text, i, end);
        i = end;
        continue;
      }
      if (used == columns - 1 && visibleAfter(text, i) > 1)
        return kept.append("…\033[0m").toString();
      kept.appendCodePoint(text.codePointAt(i));
      i += Character.charCount(text.codePointAt(i));
      used++;
    }
    return kept.toString();
  }

  private static int visibleAfter(String text, int from) {
    String rest = text.substring(from).replaceAll("\033\\[[0-9;]*m", "");
    return rest.codePointCount(0, rest.length());
  }
}
