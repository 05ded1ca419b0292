package io.slipway.files;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.text.Piece;
import io.slipway.sql.text.Splitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts what {@code \i} and {@code \ir} name in their place. A file that is not there leaves the
 * command where it is: whoever reads the statements says so, and the rest of the file is read.
 */
final class Includes {
  private static final Set<String> RELATIVE = Set.of("ir", "include_relative");
  private static final Set<String> INCLUDE = Set.of("i", "include", "ir", "include_relative");

  private final Path root;
  private final Deque<Path> open = new ArrayDeque<>();

  /**
   * @param root the folder migrations are read from; psql would take its own working directory
   */
  Includes(Path root) {
    this.root = root;
  }

  /** The file's text with every included file in it, theirs too. */
  String read(Path file) {
    Path real = file.toAbsolutePath().normalize();
    if (open.contains(real)) throw circle(file);
    open.push(real);
    try {
      String text = SqlFile.read(file);
      return text.contains("\\i") ? inlined(file, text) : text;
    } finally {
      open.pop();
    }
  }

  private String inlined(Path file, String text) {
    StringBuilder whole = new StringBuilder();
    int from = 0;
    for (Piece piece : Splitter.split(text).pieces()) {
      if (!(piece instanceof Piece.MetaCommand command)) continue;
      if (!INCLUDE.contains(command.name())) continue;
      Optional<Path> found = find(file, command);
      if (found.isEmpty()) continue;
      whole.append(text, from, command.start());
      whole.append(read(found.get()));
      from = command.end();
    }
    return whole.append(text.substring(from)).toString();
  }

  private Optional<Path> find(Path file, Piece.MetaCommand command) {
    String name = command.arguments().replaceAll("^'|'$", "");
    Path beside = file.resolveSibling(name);
    List<Path> places =
        RELATIVE.contains(command.name())
            ? List.of(beside)
            : Stream.of(root.resolve(name), beside, Path.of(name)).distinct().toList();
    return places.stream().filter(Files::isRegularFile).findFirst();
  }

  private static SlipwayException circle(Path file) {
    return new SlipwayException(
        Problem.of(
                "FILES-7",
                Problem.Kind.VALIDATION,
                "the file includes itself",
                "Nothing was read further.",
                "Break the circle of \\i and \\ir.")
            .at(file.toString(), 0));
  }
}
