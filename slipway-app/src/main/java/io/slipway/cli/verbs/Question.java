package io.slipway.cli.verbs;

import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks a person before something changes. A pipeline, which cannot answer, is not asked. */
final class Question {
  private Question() {}

  /** Returns if the answer is yes; ends the command otherwise. */
  static void ask(Session session, String question) throws IOException {
    var tty = session.surroundings().tty();
    if (session.settings().yes() || !tty.in() || !tty.err()) return;
    session.log().print(question + " [y/N] ");
    session.log().flush();
    var in = new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8);
    @Nullable String answer = new BufferedReader(in).readLine();
    boolean yes = answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    if (!yes) throw Problems.usage("CLI-18", "you did not say yes", "Pass --yes to not be asked.");
  }
}
