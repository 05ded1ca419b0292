package io.slipway.migration;

/** Texts in which everything but some stretches is blank, so that positions stay what they were. */
final class Blank {
  private Blank() {}

  /** As long as the text, with its line ends. */
  static StringBuilder of(String text) {
    StringBuilder blank = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      blank.append(c == '\n' || c == '\r' ? c : ' ');
    }
    return blank;
  }

  static void copy(String text, int from, int to, StringBuilder into) {
    into.replace(from, to, text.substring(from, to));
  }
}
