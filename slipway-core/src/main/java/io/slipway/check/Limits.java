package io.slipway.check;

import io.slipway.postgres.ServerVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the preflight checks draw the line.
 *
 * @param oldestServer major version
 * @param freeDiskPercent of the disk that {@code disk} is on
 * @param transactionIds ages above this are near the wraparound, which is at 2,147,483,647
 * @param lagBytes of write-ahead log a replica may be behind
 * @param disk a folder on the disk of the server's data, as seen from here; null: not to be known
 * @param health the application's own word on how it is; null: it is not asked
 */
public record Limits(
    int oldestServer,
    int freeDiskPercent,
    int spareConnections,
    Duration backupAge,
    Duration transactionAge,
    long transactionIds,
    long lagBytes,
    @Nullable Path disk,
    @Nullable URI health) {
  public static final Limits USUAL =
      new Limits(
          ServerVersion.OLDEST_MAJOR,
          20,
          10,
          Duration.ofHours(24),
          Duration.ofMinutes(5),
          1_000_000_000,
          64L << 20,
          null,
          null);

  public Limits withDisk(@Nullable Path folder) {
    return new Limits(
        oldestServer,
        freeDiskPercent,
        spareConnections,
        backupAge,
        transactionAge,
        transactionIds,
        lagBytes,
        folder,
        health);
  }

  public Limits withHealth(@Nullable URI url) {
    return new Limits(
        oldestServer,
        freeDiskPercent,
        spareConnections,
        backupAge,
        transactionAge,
        transactionIds,
        lagBytes,
        disk,
        url);
  }
}
