package io.slipway.files;

import io.slipway.migration.Source;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A folder with its files, and which of them have become migrations. */
final class Folder {
  private static final int DEEPEST = 8;

  private final Path root;
  private final List<Path> files;
  private final Includes includes;
  private final int ordinal;
  private final Map<Path, String> texts = new HashMap<>();
  private final Set<Path> used = new LinkedHashSet<>();

  private Folder(Path root, List<Path> files, int ordinal) {
    this.ordinal = ordinal;
    this.root = root;
    this.files = files;
    this.includes = new Includes(root);
  }

  /**
   * A folder, or a single file taken for a folder that holds just that.
   *
   * @param ordinal its place among the paths given, from 1
   */
  static Folder open(Path path, int ordinal) {
    if (Files.isRegularFile(path)) {
      Path parent = path.toAbsolutePath().getParent();
      Path root = path.getParent() != null ? path.getParent() : parent;
      return new Folder(root == null ? path : root, List.of(path), ordinal);
    }
    if (!Files.isDirectory(path)) throw missing(path);
    try (Stream<Path> found = Files.find(path, DEEPEST, (it, facts) -> facts.isRegularFile())) {
      return new Folder(path, found.filter(it -> !isHidden(path, it)).sorted().toList(), ordinal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isHidden(Path root, Path file) {
    for (Path part : root.relativize(file)) if (part.toString().startsWith(".")) return true;
    return false;
  }

  private static SlipwayException missing(Path path) {
    return new SlipwayException(
        Problem.of(
            "FILES-1",
            Problem.Kind.USAGE,
            "there is no folder " + path,
            "Looked from " + Path.of("").toAbsolutePath() + ".",
            "Name the folder with the migrations: slipway lint path/to/migrations"));
  }

  int ordinal() {
    return ordinal;
  }

  Path root() {
    return root;
  }

  List<Path> files() {
    return files;
  }

  /** SQL files not yet taken. */
  List<Path> unused() {
    return files.stream().filter(it -> isSql(it) && !used.contains(it)).toList();
  }

  List<Path> sql() {
    return files.stream().filter(Folder::isSql).toList();
  }

  private static boolean isSql(Path file) {
    return name(file).endsWith(".sql");
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Names of the folders between the root and the file, and the file's. */
  String relative(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  String text(Path file) {
    return texts.computeIfAbsent(file, includes::read);
  }

  /** The file as a migration's way back. */
  Source.Down useAsDown(Path file) {
    return new Source.Down(file.toString(), use(file));
  }

  /** The text, which is now part of a migration. */
  String use(Path file) {
    used.add(file);
    return text(file);
  }
}
