package io.slipway.cli.lint;

import io.slipway.cli.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that differ from a commit, as git says.
 *
 * @param lines of files git knows, by path from the folder
 * @param unknown files git does not know yet: all of each is new
 */
record GitChanges(Map<String, List<Lines>> lines, Set<String> unknown) {
  private static final Pattern HUNK =
      Pattern.compile("@@ -\\d+(?:,\\d+)? \\+(\\d+)(?:,(\\d+))? @@.*");

  GitChanges {
    lines = Map.copyOf(lines);
    unknown = Set.copyOf(unknown);
  }

  /** First and last line, 1-based. */
  record Lines(int first, int last) {}

  /**
   * What has changed since the branch left that commit.
   *
   * @param revision a branch, tag or commit
   */
  static GitChanges since(String revision, Path folder) throws IOException {
    String commit = resolved(revision, folder);
    Answer base = git(folder, "merge-base", commit, "HEAD");
    String from = base.exit() == 0 ? base.text().strip() : commit;
    Answer diff =
        git(
            folder,
            "-c",
            "core.quotePath=false",
            "diff",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-renames",
            "--relative",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            from,
            "--");
    if (diff.exit() != 0) throw refused("git diff: " + diff.text().strip());
    Answer others = git(folder, "ls-files", "--others", "--exclude-standard", "-z");
    return new GitChanges(
        parse(diff.text()), new HashSet<>(Arrays.asList(others.text().split("\0", -1))));
  }

  private static String resolved(String revision, Path folder) throws IOException {
    String wanted = revision + "^{commit}";
    Answer answer = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted);
    if (answer.exit() == 0) return answer.text().strip();
    throw refused("git knows no commit `" + revision + "` in " + folder);
  }

  private static RuntimeException refused(String what) {
    return Problems.usage(
        "CLI-25",
        what,
        "Fetch it (CI often clones one commit only: fetch-depth 0), or correct it.");
  }

  static Map<String, List<Lines>> parse(String diff) {
    Map<String, List<Lines>> lines = new HashMap<>();
    String path = "";
    for (String line : diff.split("\n", -1)) {
      Matcher hunk = HUNK.matcher(line);
      if (line.startsWith("+++ b/")) {
        // git ends a name that has a space in it with a tab
        path = line.substring(6).replaceFirst("\t$", "");
      } else if (hunk.matches()) {
        lines.computeIfAbsent(path, it -> new ArrayList<>()).add(lines(hunk));
      }
    }
    return lines;
  }

  /** Where lines are gone, the two that have become neighbours have changed. */
  private static Lines lines(Matcher hunk) {
    int first = Integer.parseInt(hunk.group(1));
    int count = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
    return new Lines(first, count == 0 ? first + 1 : first + count - 1);
  }

  /** Whether the statement a finding is about, or its line, has changed. */
  boolean touch(Placed placed) {
    if (unknown.contains(placed.path())) return true;
    int line = placed.finding().line();
    int first = Math.min(line, placed.statement().span().line());
    int last = Math.max(line, placed.statement().span().endLine());
    return lines.getOrDefault(placed.path(), List.of()).stream()
        .anyMatch(it -> it.first() <= last && it.last() >= first);
  }

  private record Answer(int exit, String text) {}

  private static Answer git(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Answer(process.waitFor(), text);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git ran", e);
    }
  }
}
