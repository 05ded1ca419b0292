package io.slipway.check;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a table, an index and their write-ahead log need room that SQL cannot ask about. */
record DiskHasRoom(Limits limits) implements Check {
  @Override
  public String name() {
    return "disk-has-room";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Verdict look(Look at) {
    Path folder = limits.disk();
    String limit = "at least " + limits.freeDiskPercent() + " % free";
    if (folder == null) {
      String size =
          at.sql()
              .one(
                  "SELECT pg_size_pretty(pg_database_size(current_database()))",
                  row -> row.text(1));
      return Verdict.warn(
          "cannot be known by SQL; the database has " + size,
          limit,
          "Where its disk can be seen from here: --disk FOLDER. Else look there yourself: df -h.");
    }
    return measured(folder, limit);
  }

  private Verdict measured(Path folder, String limit) {
    try {
      FileStore disk = Files.getFileStore(folder);
      long total = disk.getTotalSpace();
      long percent = total == 0 ? 0 : disk.getUsableSpace() * 100 / total;
      String seen = percent + " % free (" + (disk.getUsableSpace() >> 30) + " GB) at " + folder;
      return percent >= limits.freeDiskPercent()
          ? Verdict.pass(seen, limit)
          : Verdict.fail(seen, limit, "Make room first: a table's copy is as big as the table.");
    } catch (IOException e) {
      return Verdict.fail("cannot be read: " + e, limit, "Name a folder on the server's disk.");
    }
  }
}
