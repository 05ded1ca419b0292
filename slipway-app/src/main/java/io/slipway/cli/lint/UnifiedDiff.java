package io.slipway.cli.lint;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code diff -u} and {@code git apply} know it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** Empty where they are the same. */
  static String of(String path, String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    StringBuilder hunks = new StringBuilder();
    List<Edit> edits = edits(old, now);
    for (int i = 0; i < edits.size(); ) {
      int last = i;
      while (last + 1 < edits.size()
          && edits.get(last + 1).oldStart() - edits.get(last).oldEnd() <= 2 * CONTEXT) {
        last++;
      }
      hunk(hunks, edits.subList(i, last + 1), old, now);
      i = last + 1;
    }
    return hunks.isEmpty() ? "" : "--- a/" + path + "\n+++ b/" + path + "\n" + hunks;
  }

  /** Lines of the old text (0-based, end exclusive) and what stands for them. */
  private record Edit(int oldStart, int oldEnd, int newStart, int newEnd) {}

  /** What is not common, found from the longest common subsequence of the lines. */
  private static List<Edit> edits(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<Edit> edits = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      int oldStart = i;
      int newStart = j;
      while (i < old.size() || j < now.size()) {
        if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) break;
        boolean take = j < now.size() && (i == old.size() || common[i][j + 1] >= common[i + 1][j]);
        if (take) j++;
        else i++;
      }
      if (i > oldStart || j > newStart) edits.add(new Edit(oldStart, i, newStart, j));
      while (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        i++;
        j++;
      }
    }
    return edits;
  }

  private static void hunk(
      StringBuilder out, List<Edit> edits, List<String> old, List<String> now) {
    int from = Math.max(0, edits.getFirst().oldStart() - CONTEXT);
    int to = Math.min(old.size(), edits.getLast().oldEnd() + CONTEXT);
    int added = edits.stream().mapToInt(it -> it.newEnd() - it.newStart()).sum();
    int removed = edits.stream().mapToInt(it -> it.oldEnd() - it.oldStart()).sum();
    int newFrom = edits.getFirst().newStart() - (edits.getFirst().oldStart() - from);
    int length = to - from;
    out.append(
        "@@ -%d,%d +%d,%d @@\n".formatted(from + 1, length, newFrom + 1, length - removed + added));
    int at = from;
    for (Edit edit : edits) {
      while (at < edit.oldStart()) out.append(' ').append(old.get(at++)).append('\n');
      while (at < edit.oldEnd()) out.append('-').append(old.get(at++)).append('\n');
      for (String line : now.subList(edit.newStart(), edit.newEnd())) {
        out.append('+').append(line).append('\n');
      }
    }
    while (at < to) out.append(' ').append(old.get(at++)).append('\n');
  }
}
