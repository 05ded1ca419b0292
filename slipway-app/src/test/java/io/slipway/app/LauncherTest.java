package io.slipway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./slipway}, in a checkout that is already built, under an awkward path. */
class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("slipway.root", ".."));

  /** What `init` and `--version` load. */
  private static final String NEEDED = ".*/(picocli|tomlj|antlr4|jackson|slf4j|logback)[^/]*\\.jar";

  @TempDir Path temp;
  private Path checkout = Path.of("");

  private record Ended(int exit, String out, String err) {}

  @BeforeEach
  void aBuiltCheckoutUnderAPathWithSpaces() throws IOException {
    checkout = Files.createDirectories(temp.resolve("a check'out with spaces"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.createDirectories(checkout.resolve("slipway-app/src/main"));
    Files.copy(ROOT.resolve("slipway"), checkout.resolve("slipway"));
    assertThat(checkout.resolve("slipway").toFile().setExecutable(true)).isTrue();
    old(checkout.resolve("pom.xml"));
    Path lib = Files.createDirectories(checkout.resolve("slipway-app/target/lib"));
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(entry);
      if (entry.matches(NEEDED)) Files.copy(path, lib.resolve(path.getFileName()));
    }
    jar(lib.resolve("core.jar"), ROOT.resolve("slipway-core/target/classes"));
    jar(
        checkout.resolve("slipway-app/target/slipway-app-1.jar"),
        ROOT.resolve("slipway-app/target/classes"));
  }

  @Test
  void itRunsFromAnywhereThroughALink() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("else where"));
    Path link = elsewhere.resolve("sw");
    Files.createSymbolicLink(link, Path.of("../a check'out with spaces/slipway"));
    Ended ended = run(elsewhere, Map.of(), link.toString(), "init");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    assertThat(elsewhere.resolve("slipway.toml")).exists();
    Ended again = run(elsewhere, Map.of(), link.toString(), "init", "--format", "nonsense");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.out()).isEmpty();
  }

  @Test
  void shortVerbsLeaveAClassArchiveAndLongOnesDoNot() throws Exception {
    run(temp, Map.of(), launcher(), "help", "migrate");
    assertThat(archives()).isEmpty();
    run(temp, Map.of(), launcher(), "--version");
    assertThat(archives()).hasSize(1);
    Ended second = run(temp, Map.of(), launcher(), "--version");
    assertThat(second.exit()).isZero();
    assertThat(second.err()).isEmpty();
  }

  @Test
  void extraOptionsReachTheJvm() throws Exception {
    Map<String, String> options = Map.of("SLIPWAY_JAVA_OPTS", "-showversion -Xmx64m");
    assertThat(run(temp, options, launcher(), "--version").err()).contains("Runtime Environment");
  }

  @Test
  void newerSourcesAreBuiltFirstAndAFailedBuildStartsNothing() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    script(bin.resolve("npm"), "exit 0");
    script(bin.resolve("mvn"), "echo \"mvn $*\"; exit 1");
    Path source = checkout.resolve("slipway-app/src/main/New.java");
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Map<String, String> path = Map.of("PATH", bin + ":" + System.getenv("PATH"));
    Ended ended = run(temp, path, launcher(), "--version");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("building", "mvn -q -B", "nothing was started");
  }

  @Test
  void withoutAJdkItSaysWhereItLooked() throws Exception {
    Path script = checkout.resolve("slipway");
    Files.writeString(script, Files.readString(script).replace("-ge 21", "-ge 9999"));
    Ended ended = run(temp, Map.of("JAVA_HOME", "/opt/nothing"), launcher(), "--version");
    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err())
        .contains("no JDK of version 21 or newer", "/opt/nothing", "set JAVA_HOME");
  }

  private String launcher() {
    return checkout.resolve("slipway").toString();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(checkout.resolve("slipway-app/target"))) {
      return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)")).toList();
    }
  }

  private Ended run(Path folder, Map<String, String> environment, String... command)
      throws Exception {
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    int exit = builder.start().waitFor();
    return new Ended(exit, Files.readString(out), Files.readString(err));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n", StandardCharsets.UTF_8);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private static void jar(Path jar, Path classes) throws IOException {
    try (var zip = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
