package io.slipway.cli.lint;

import io.slipway.analysis.Severity;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.settings.Levels;
import io.slipway.cli.work.Linted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the findings are the business of whoever asks: options of {@code lint}. */
public final class LintScope {
  @Option(
      names = "--since",
      paramLabel = "REV",
      description =
          "Only findings in statements changed since the branch left this commit; the history"
              + " before them is still replayed in full.")
  @Nullable String since;

  @Option(names = "--git-diff", description = "The same for what is not committed yet.")
  boolean gitDiff;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings this file lists pass; new ones do not; those gone are named.")
  @Nullable String baseline;

  @Option(
      names = "--write-baseline",
      description = "Write every finding there is to the file of --baseline, and pass.")
  boolean writeBaseline;

  /**
   * The report on what is left.
   *
   * @param limit the least severity that fails; null: none does
   */
  public LintReport report(List<Linted> all, Session session, @Nullable Severity limit)
      throws IOException {
    Path folder = session.surroundings().folder().toAbsolutePath().normalize();
    List<Linted> weighed = weighed(all, folder, session.settings().levels());
    List<Linted> asked = weighed;
    List<String> vanished = List.of();
    Path file = baselineFile(session);
    if (file != null && writeBaseline) {
      Baseline.write(file, Places.of(weighed, folder));
      asked = Places.keeping(weighed, folder, it -> false);
    } else if (file != null) {
      Baseline known = Baseline.read(file);
      List<String> paths = all.stream().map(it -> Places.path(it.file(), folder)).toList();
      vanished = known.vanished(Places.of(weighed, folder), paths);
      asked = Places.keeping(weighed, folder, it -> !known.knows(it));
    }
    String revision = gitDiff ? "HEAD" : since;
    if (revision != null) {
      GitChanges changes = GitChanges.since(revision, folder);
      asked = Places.keeping(asked, folder, changes::touch);
    }
    return new LintReport(asked, folder, limit, session.settings().paint(), vanished);
  }

  private @Nullable Path baselineFile(Session session) {
    if (baseline == null && writeBaseline) {
      throw Problems.usage(
          "CLI-26", "--write-baseline was given without a file", "Add --baseline FILE.");
    }
    return baseline == null ? null : session.surroundings().resolve(baseline);
  }

  private static List<Linted> weighed(List<Linted> all, Path folder, Levels levels) {
    return all.stream()
        .map(file -> file.weighing(found -> levels.weigh(Places.path(file.file(), folder), found)))
        .toList();
  }
}
