package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Arrows go down only: a room imports itself and rooms on lower floors. ARCHITECTURE.md draws the
 * same picture.
 */
class LayersTest {
  private static final Path ROOT = Path.of(System.getProperty("slipway.root", ".."));
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?io\\.slipway\\.(\\w+)\\.", Pattern.MULTILINE);
  private static final Pattern ROOM =
      Pattern.compile("^package io\\.slipway\\.(\\w+)", Pattern.MULTILINE);

  private static final List<List<String>> FLOORS =
      List.of(
          List.of("problem", "time", "postgres"),
          List.of("sql"),
          List.of("catalog", "migration", "event"),
          List.of("analysis"),
          List.of("plan"),
          List.of("jdbc", "embedded", "files"),
          List.of("state", "throttle"),
          List.of("backfill", "verify"),
          List.of("engine"),
          List.of("check", "backup"),
          List.of("runbook"),
          List.of("demo"),
          List.of("cli"),
          List.of("app"));

  /** Below the line nothing opens a socket or a file, or asks the time. */
  private static final List<String> PURE =
      List.of("problem", "postgres", "sql", "catalog", "migration", "event", "analysis", "plan");

  private static final List<String> IMPURE =
      List.of(
          "java.sql.",
          "java.net.",
          "java.nio.file.",
          "java.io.File",
          "Instant.now(",
          "System.currentTimeMillis(",
          "Thread.sleep(");

  @Test
  void everyRoomIsKnownAndImportsOnlyFromBelow() throws IOException {
    Map<Path, String> sources = sources();
    List<String> wrong = new ArrayList<>();
    sources.forEach((file, text) -> wrong.addAll(upwardImports(file, text)));
    assertThat(wrong).isEmpty();
    assertThat(sources).as("sources seen").hasSizeGreaterThan(100);
  }

  @Test
  void thePureRoomsOpenNothingAndAskNoClock() throws IOException {
    List<String> wrong = new ArrayList<>();
    sources()
        .forEach(
            (file, text) -> {
              if (!PURE.contains(room(file, text))) return;
              IMPURE.stream().filter(text::contains).forEach(it -> wrong.add(file + " uses " + it));
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItOwnsAndIsNullMarked() throws IOException {
    List<Path> missing = new ArrayList<>();
    Map<Path, String> sources = sources();
    for (Path folder : sources.keySet().stream().map(Path::getParent).distinct().toList()) {
      String info = sources.get(folder.resolve("package-info.java"));
      if (info == null || !info.contains("@NullMarked")) missing.add(folder);
    }
    assertThat(missing).isEmpty();
  }

  private static List<String> upwardImports(Path file, String text) {
    int floor = floor(room(file, text));
    return IMPORT
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(imported -> !imported.equals(room(file, text)) && floor(imported) >= floor)
        .map(imported -> file + " imports " + imported)
        .toList();
  }

  private static String room(Path file, String text) {
    var matcher = ROOM.matcher(text);
    assertThat(matcher.find()).as("package of " + file).isTrue();
    return matcher.group(1);
  }

  private static int floor(String room) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(room)) return floor;
    }
    throw new AssertionError(
        "LayersTest does not know the room io.slipway." + room + ": give it a floor");
  }

  private static Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new java.util.TreeMap<>();
    for (String module : List.of("slipway-core", "slipway-app")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          sources.put(ROOT.relativize(file), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
