package io.slipway.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Breaks sentences into lines. */
public final class Wrap {
  private Wrap() {}

  /** Lines of at most {@code width} characters; a longer word stands alone. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The same, joined, every line behind {@code indent}. */
  public static String indented(String text, String indent, int width) {
    return indent + String.join("\n" + indent, lines(text, width - indent.length()));
  }
}
