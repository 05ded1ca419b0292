package io.slipway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** An archive on disk: a file, or a folder of files. */
final class ArchiveFiles {
  private static final int BUFFER = 1 << 16;

  private ArchiveFiles() {}

  static long bytes(Path archive) {
    try {
      long bytes = 0;
      for (Path file : files(archive)) bytes += Files.size(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(Path archive) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      boolean folder = Files.isDirectory(archive);
      for (Path file : files(archive)) {
        if (folder) {
          digest.update(archive.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        }
        feed(digest, file);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void feed(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  static void delete(Path archive) {
    if (!Files.exists(archive)) return;
    try (Stream<Path> all = Files.walk(archive)) {
      for (Path it : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(it);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path archive) throws IOException {
    try (Stream<Path> all = Files.walk(archive)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
