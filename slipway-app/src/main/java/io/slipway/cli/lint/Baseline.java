package io.slipway.cli.lint;

import io.slipway.cli.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Findings that were there before anybody looked: they pass, new ones do not. A text file, a line a
 * finding, sorted, so that two branches merge.
 */
record Baseline(List<Entry> entries) {
  private static final String HEADER = "# slipway lint baseline 1";

  Baseline {
    entries = List.copyOf(entries);
  }

  /** A line: fingerprint, rule, file. */
  record Entry(String fingerprint, String rule, String path) {
    String text() {
      return rule + " in " + path;
    }
  }

  static Baseline read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Problems.usage(
          "CLI-23",
          "there is no baseline " + file,
          "Correct the name, or let `--write-baseline` make it.");
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) throw notOne(file, 1);
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ", 3);
      if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) continue;
      if (words.length != 3 || !words[0].matches("[0-9a-f]{32}")) throw notOne(file, i + 1);
      entries.add(new Entry(words[0], words[1], words[2]));
    }
    return new Baseline(entries);
  }

  private static RuntimeException notOne(Path file, int line) {
    return Problems.usage(
        "CLI-24",
        "line " + line + " of " + file + " is not one of a baseline",
        "Write it anew with `--write-baseline`.");
  }

  static void write(Path file, List<Placed> findings) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    findings.stream()
        .sorted(
            Comparator.comparing(Placed::path)
                .thenComparing(it -> it.finding().rule())
                .thenComparing(Placed::fingerprint))
        .forEach(it -> lines.add(it.fingerprint() + " " + it.finding().rule() + " " + it.path()));
    Files.write(file, lines);
  }

  boolean knows(Placed placed) {
    return entries.stream().anyMatch(it -> it.fingerprint().equals(placed.fingerprint()));
  }

  /** Entries of those files that are found no longer. */
  List<String> vanished(List<Placed> found, Collection<String> paths) {
    Set<String> there = new HashSet<>();
    found.forEach(it -> there.add(it.fingerprint()));
    return entries.stream()
        .filter(it -> !there.contains(it.fingerprint()) && paths.contains(it.path()))
        .map(Entry::text)
        .toList();
  }
}
