package io.slipway.backup;

import io.slipway.jdbc.DatabaseUrl;
import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** pg_dump and pg_restore. The password goes by their environment, never by their arguments. */
public final class PostgresTools {
  private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\)\\s+(\\d+)");
  private final List<Path> folders;

  private PostgresTools(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * @param folder where they are; null: on the search path
   * @param searchPath the variable PATH
   */
  public static PostgresTools in(@Nullable Path folder, @Nullable String searchPath) {
    if (folder != null) return new PostgresTools(List.of(folder));
    String path = searchPath == null ? "" : searchPath;
    return new PostgresTools(
        Arrays.stream(path.split(File.pathSeparator, -1))
            .filter(it -> !it.isEmpty())
            .map(Path::of)
            .toList());
  }

  /**
   * What a program said on both its streams.
   *
   * @param exit its exit code, never thrown away
   */
  record Said(int exit, String text) {}

  /** Which major version pg_dump is of. */
  public int major() {
    Said said = run("pg_dump", List.of("--version"), null);
    Matcher matcher = MAJOR.matcher(said.text());
    if (said.exit() == 0 && matcher.find()) return Integer.parseInt(matcher.group(1));
    throw new SlipwayException(
        Problem.of(
            "BACKUP-2",
            Kind.USAGE,
            "pg_dump does not say which version it is",
            "It said: " + said.text().strip() + ". Nothing was made.",
            "Name the folder of another: --pg-bin DIR"));
  }

  Said run(String program, List<String> arguments, @Nullable DatabaseUrl database) {
    List<String> command = new ArrayList<>(List.of(find(program).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (database != null) connect(builder, database);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      return new Said(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(130, "interrupted");
    }
  }

  private static void connect(ProcessBuilder builder, DatabaseUrl database) {
    var environment = builder.environment();
    environment.put("PGHOST", database.host());
    environment.put("PGPORT", "" + database.port());
    environment.put("PGDATABASE", database.database());
    environment.put("PGUSER", database.user());
    String password = database.password();
    if (password != null) environment.put("PGPASSWORD", password);
    String sslMode = database.options().get("sslmode");
    if (sslMode != null) environment.put("PGSSLMODE", sslMode);
  }

  private Path find(String program) {
    for (Path folder : folders) {
      Path file = folder.resolve(program);
      if (Files.isExecutable(file)) return file;
    }
    throw new SlipwayException(
        Problem.of(
            "BACKUP-1",
            Kind.USAGE,
            "there is no " + program,
            "It is not in " + folders + ". Nothing was made.",
            "Install PostgreSQL's client programs, or name their folder: --pg-bin DIR"));
  }
}
