package io.slipway.postgres;

/** A server's version, e.g. {@code 18.6}; {@code number} is {@code server_version_num} (180006). */
public record ServerVersion(int number) implements Comparable<ServerVersion> {
  public static final int OLDEST_MAJOR = 14;
  public static final int NEWEST_MAJOR = 18;
  public static final ServerVersion NEWEST = ofMajor(NEWEST_MAJOR);

  public static ServerVersion ofMajor(int major) {
    return new ServerVersion(major * 10_000);
  }

  public int major() {
    return number / 10_000;
  }

  public boolean atLeast(int major) {
    return major() >= major;
  }

  @Override
  public int compareTo(ServerVersion other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return number % 10_000 == 0 ? "" + major() : major() + "." + number % 10_000;
  }
}
