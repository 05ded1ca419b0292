package io.slipway.check;

import java.time.Duration;

/** Two tables, or queries, hold the same rows in whatever order. */
record ChecksumsMatch(String left, String right, Severity severity) implements Check {
  static Check of(Options options) {
    return new ChecksumsMatch(
        options.required("left"), options.required("right"), options.severity());
  }

  @Override
  public String name() {
    return "checksums-match" + " " + left + " = " + right;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Verdict look(Look at) {
    String one = checksum(at, left);
    String other = checksum(at, right);
    String limit = "the same rows and checksum";
    return one.equals(other)
        ? Verdict.pass(one, limit)
        : Verdict.fail(one + " and " + other, limit, "Compare them with EXCEPT ALL, both ways.");
  }

  /**
   * The sum over the rows of 64 bits of their MD5: no order, and rows that are there twice count.
   */
  private static String checksum(Look at, String what) {
    return at.sql()
        .rows(
            """
            SELECT count(*), coalesce(sum(('x' || left(md5(source::text), 16))::bit(64)::bigint), 0)
              FROM\s"""
                + Relations.source(what),
            row -> row.text(1) + " rows (" + row.text(2) + ")")
        .getFirst();
  }
}
