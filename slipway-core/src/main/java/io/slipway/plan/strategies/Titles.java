package io.slipway.plan.strategies;

import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import java.util.List;

/** A statement on one line. */
final class Titles {
  private static final int LONGEST = 80;

  private Titles() {}

  static String of(String sql) {
    StringBuilder line = new StringBuilder();
    List<Token> tokens = Tokens.of(sql);
    for (int i = 0; i < tokens.size(); i++) {
      if (i > 0 && tokens.get(i - 1).end() < tokens.get(i).start()) line.append(' ');
      line.append(tokens.get(i).text().replaceAll("\\s+", " "));
      if (line.length() > LONGEST) return line.substring(0, LONGEST - 1).strip() + "…";
    }
    return line.toString();
  }
}
