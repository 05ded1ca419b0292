package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.cli.work.Linted;
import io.slipway.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Gives findings their places and fingerprints, file after file. */
public final class Places {
  private final Path folder;
  private final Map<String, Integer> seen = new HashMap<>();

  private Places(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Every finding of the files, in order. */
  public static List<Placed> of(List<Linted> files, Path folder) {
    Places places = new Places(folder);
    List<Placed> placed = new ArrayList<>();
    for (Linted file : files) {
      String path = path(file.file(), places.folder);
      for (StatementReport report : file.report().statements()) {
        for (Finding finding : report.findings()) {
          placed.add(places.placed(path, report.statement(), finding));
        }
      }
    }
    return placed;
  }

  /** The files with only those findings the test wants. */
  static List<Linted> keeping(List<Linted> files, Path folder, Predicate<Placed> wanted) {
    Set<Finding> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    of(files, folder).stream().filter(wanted).forEach(it -> kept.add(it.finding()));
    return files.stream()
        .map(it -> it.weighing(found -> Optional.of(found).filter(kept::contains)))
        .toList();
  }

  /** Liquibase's {@code file#author:id} is the file. */
  static String path(String file, Path folder) {
    String name = file.replaceFirst("#.*", "");
    Path absolute = Path.of(name).toAbsolutePath().normalize();
    Path shown = absolute.startsWith(folder) ? folder.relativize(absolute) : Path.of(name);
    return shown.toString().replace('\\', '/');
  }

  /**
   * Rule, file and the statement's words, not its line: what stands elsewhere in the file does not
   * matter. The second of two that are alike is told apart by being the second.
   */
  private Placed placed(String path, Statement statement, Finding finding) {
    String words = statement.text().strip().replaceAll("\\s+", " ");
    String key = String.join("\n", finding.rule(), path, words, String.valueOf(finding.relation()));
    int nth = seen.merge(key, 1, Integer::sum);
    return new Placed(path, statement, finding, hash(key + "\n" + nth));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
