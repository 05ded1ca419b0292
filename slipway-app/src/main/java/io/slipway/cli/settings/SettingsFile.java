package io.slipway.cli.settings;

import io.slipway.problem.Nearest;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/**
 * {@code slipway.toml}. Strict: a key nobody reads is an error, because a misspelt safety setting
 * would otherwise be silently ignored.
 *
 * @param values dotted key to its value; an array has one entry an element
 * @param levels what {@code [lint.rules]} and {@code [lint.paths]} say
 */
record SettingsFile(Path path, Map<String, Entry> values, Levels levels) {
  static final String NAME = "slipway.toml";

  SettingsFile {
    values = Map.copyOf(values);
  }

  /** A value and the line it stands on. */
  record Entry(List<String> texts, int line) {
    Entry {
      texts = List.copyOf(texts);
    }
  }

  /** The file in that folder; empty if there is none. */
  static SettingsFile in(Path folder) {
    Path path = folder.resolve(NAME);
    return Files.isRegularFile(path) ? read(path) : new SettingsFile(path, Map.of(), Levels.USUAL);
  }

  private static SettingsFile read(Path path) {
    TomlParseResult toml = parsed(path);
    for (TomlParseError error : toml.errors()) {
      throw wrong(path, error.position(), String.valueOf(error.getMessage()), "Correct the line.");
    }
    Map<String, Entry> values = new TreeMap<>();
    List<Levels.Line> levels = new ArrayList<>();
    for (List<String> keys : toml.keyPathSet()) {
      String key = String.join(".", keys);
      TomlPosition position = toml.inputPositionOf(keys);
      if (isLevel(keys)) {
        levels.add(level(keys, String.valueOf(toml.get(keys)), position));
        continue;
      }
      if (!Settings.KEYS.contains(key) && !ThrottleReader.isCustomSql(keys))
        throw unknown(path, position, key);
      values.put(key, new Entry(texts(toml.get(keys)), position == null ? 0 : position.line()));
    }
    return new SettingsFile(path, values, new Levels(levels));
  }

  /** {@code lint.rules.RULE}, or {@code lint.paths."GLOB".RULE}. */
  private static boolean isLevel(List<String> keys) {
    if (keys.size() < 3 || !keys.getFirst().equals("lint")) return false;
    return keys.size() == 3 && keys.get(1).equals("rules")
        || keys.size() == 4 && keys.get(1).equals("paths");
  }

  private static Levels.Line level(
      List<String> keys, String text, @Nullable TomlPosition position) {
    String origin = NAME + (position == null ? "" : ":" + position.line());
    String glob = keys.size() == 4 ? keys.get(2) : null;
    return Levels.line(glob, keys.getLast(), text, origin);
  }

  private static TomlParseResult parsed(Path path) {
    try {
      return Toml.parse(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof TomlArray array
        ? array.toList().stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private static SlipwayException unknown(Path path, @Nullable TomlPosition position, String key) {
    String next =
        Nearest.to(key, Settings.KEYS)
            .map(it -> "Did you mean `" + it + "`?")
            .orElse("Known keys: " + String.join(", ", Settings.KEYS) + ".");
    return wrong(path, position, "unknown key `" + key + "`", next);
  }

  private static SlipwayException wrong(
      Path path, @Nullable TomlPosition position, String what, String next) {
    var problem =
        Problem.of("CLI-20", Problem.Kind.USAGE, what, "Nothing was changed.", next)
            .at(path.toString(), position == null ? 0 : position.line());
    return new SlipwayException(problem);
  }
}
