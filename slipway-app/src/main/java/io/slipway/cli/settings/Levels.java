package io.slipway.cli.settings;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Severity;
import io.slipway.analysis.rules.Rules;
import io.slipway.cli.Problems;
import io.slipway.problem.Nearest;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How seriously findings are taken: {@code [lint.rules]} and {@code [lint.paths."GLOB"]} of {@code
 * slipway.toml}. A line for some paths beats one for all; then a rule beats a class.
 *
 * @param lines the most telling first
 */
public record Levels(List<Line> lines) {
  public static final Levels USUAL = new Levels(List.of());

  private static final List<String> WORDS = List.of("off", "info", "warning", "error");

  public Levels {
    lines = lines.stream().sorted(Comparator.comparingInt(Line::order)).toList();
  }

  /**
   * One line of the file.
   *
   * @param glob the paths it is for, from the folder of the file; null: all
   * @param name a rule or a class of findings
   * @param severity null: off
   */
  public record Line(@Nullable String glob, String name, @Nullable Severity severity) {
    private int order() {
      return (glob == null ? 2 : 0) + (classes().contains(name) ? 1 : 0);
    }

    private boolean fits(String path, Finding finding) {
      boolean named = name.equals(finding.rule()) || name.equals(finding.kind().slug());
      return named && (glob == null || matches(glob, path));
    }
  }

  /** The line a setting makes, or the usage error that says what was meant. */
  static Line line(@Nullable String glob, String name, String level, String origin) {
    List<String> known =
        Stream.concat(Rules.ALL.stream().map(it -> it.slug()), classes().stream()).toList();
    if (!known.contains(name)) {
      String next =
          Nearest.to(name, known)
              .map(it -> "Did you mean `" + it + "`?")
              .orElse("Write a rule (docs/rules) or a class: " + String.join(", ", classes()));
      throw Problems.usage("CLI-21", "unknown rule `" + name + "` in " + origin, next);
    }
    if (!WORDS.contains(level)) {
      throw Problems.usage(
          "CLI-22",
          "`" + level + "` in " + origin + " is no level",
          "Write one of " + String.join(", ", WORDS) + ".");
    }
    return new Line(glob, name, level.equals("off") ? null : SettingsReader.severity(level, ""));
  }

  private static List<String> classes() {
    return Arrays.stream(FindingClass.values()).map(FindingClass::slug).toList();
  }

  private static boolean matches(String glob, String path) {
    List<String> forms = new ArrayList<>(List.of(glob));
    if (glob.startsWith("**/")) forms.add(glob.substring(3));
    if (glob.endsWith("/")) forms.add(glob + "**");
    return forms.stream()
        .anyMatch(
            it -> FileSystems.getDefault().getPathMatcher("glob:" + it).matches(Path.of(path)));
  }

  /**
   * The finding as it is to be taken; empty where it is off.
   *
   * @param path the file, from the folder of {@code slipway.toml}
   */
  public Optional<Finding> weigh(String path, Finding finding) {
    for (Line line : lines) {
      if (!line.fits(path, finding)) continue;
      Severity severity = line.severity();
      return severity == null ? Optional.empty() : Optional.of(finding.weighing(severity));
    }
    return Optional.of(finding);
  }
}
