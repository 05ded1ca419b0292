import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The one formatter: {@code check DIR} fails on the first unformatted source, {@code fix DIR} rewrites them, {@code off DIR} does nothing.
 *
 * <p>Run by Maven with the toolchain's JDK (a plugin inside Maven would run on Maven's own, which may be too old).
 */
final class Format {
  public static void main(String[] args) throws Exception {
    if (args[0].equals("off")) return;
    boolean fix = args[0].equals("fix");
    Path dir = Path.of(args[1]);
    Formatter formatter = new Formatter(JavaFormatterOptions.builder().build());
    int wrong = 0;
    for (Path file : sources(dir)) {
      String before = Files.readString(file);
      String after =
          ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(formatter.formatSource(before)), JavaFormatterOptions.Style.GOOGLE);
      if (before.equals(after)) continue;
      wrong++;
      if (fix) Files.writeString(file, after);
      System.out.println((fix ? "formatted " : "not formatted: ") + file);
    }
    if (wrong > 0 && !fix) {
      System.out.println(wrong + " file(s) to format: run `make format`.");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path dir) throws Exception {
    if (!Files.isDirectory(dir)) return List.of();
    try (var walk = Files.walk(dir)) {
      return walk.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
  }
}
