package io.slipway.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns that line up; a column whose cells all look like numbers is set to the right. */
public final class TextTable {
  private static final java.util.regex.Pattern ESCAPES =
      java.util.regex.Pattern.compile("\033\\[[0-9;]*m");
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The first row is the head, underlined when {@code paint} can. */
  public void print(PrintWriter out, String indent, Paint paint) {
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i)).stripTrailing();
      out.println(indent + (i == 0 ? paint.faint(line) : line));
    }
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String gap = " ".repeat(width(column) - visible(cells.get(column)));
      boolean right = isNumeric(column);
      line.append(column == 0 ? "" : "  ").append(right ? gap : "").append(cells.get(column));
      line.append(right ? "" : gap);
    }
    return line.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> visible(row.get(column)))
        .max()
        .orElse(0);
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream()
            .skip(1)
            .filter(row -> row.size() > column)
            .allMatch(row -> bare(row.get(column)).matches("[-–]|[<~]?[\\d,.]+( (ms|s|%))?"));
  }

  private static int visible(String cell) {
    return bare(cell).codePointCount(0, bare(cell).length());
  }

  private static String bare(String cell) {
    return ESCAPES.matcher(cell).replaceAll("");
  }
}
