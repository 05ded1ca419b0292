package io.slipway.files;

import io.slipway.migration.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that begins with its version: {@code 0092_add_orders}, {@code 20260101120000-x}, {@code
 * 1.2_y}.
 */
record Numbered(Version version, String description) {
  private static final Pattern NAME = Pattern.compile("[vV]?(\\d+(?:\\.\\d+)*)(?:[_\\-. ]+(.*))?");

  static Optional<Numbered> of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) return Optional.empty();
    String rest = matcher.group(2);
    String description = rest == null ? "" : words(rest);
    return Version.parse(matcher.group(1)).map(it -> new Numbered(it, description));
  }

  /** Of a file, its suffix left out. */
  static Optional<Numbered> of(Path file, String suffix) {
    String name = Folder.name(file);
    return name.endsWith(suffix)
        ? of(name.substring(0, name.length() - suffix.length()))
        : Optional.empty();
  }

  static String words(String text) {
    return text.replace('_', ' ').replace('-', ' ').strip();
  }
}
