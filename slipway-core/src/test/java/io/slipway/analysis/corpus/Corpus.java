package io.slipway.analysis.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources/corpus}: a schema, and cases that each begin with it anew,
 * one a line. The labels are measured, not thought up: {@code -Dgolden=write} with all five servers
 * writes them.
 */
record Corpus(String name, String schema, List<Case> cases) {
  private static final Path FOLDER =
      Path.of(System.getProperty("slipway.root", ".."), "slipway-core/src/test/resources/corpus");
  private static final String CASES = "-- cases\n";

  Corpus {
    cases = List.copyOf(cases);
  }

  static List<Corpus> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(Corpus::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Corpus named(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Corpus read(Path file) {
    try {
      String text = Files.readString(file);
      int cases = text.indexOf(CASES);
      String name = file.getFileName().toString().replace(".sql", "");
      List<Case> all =
          text.substring(cases + CASES.length())
              .lines()
              .filter(it -> !it.isBlank())
              .map(Case::of)
              .toList();
      return new Corpus(name, text.substring(0, cases), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(List<Case> labelled) {
    List<String> lines = new ArrayList<>();
    for (Case it : labelled) lines.add(it.line());
    try {
      Files.writeString(
          FOLDER.resolve(name + ".sql"), schema + CASES + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
