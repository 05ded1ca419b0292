package io.slipway.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The closest of {@code known}, if it is close enough to be worth saying. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String it) -> distance(word, it)).thenComparing(it -> it))
        .filter(it -> distance(word, it) <= Math.max(2, word.length() / 3));
  }

  /** Edits between two words, two swapped neighbours counting as one. */
  public static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) edits[i][0] = i;
    for (int j = 0; j <= b.length(); j++) edits[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) edits[i][j] = best(edits, a, b, i, j);
    }
    return edits[a.length()][b.length()];
  }

  private static int best(int[][] edits, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1);
    best = Math.min(best, edits[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
