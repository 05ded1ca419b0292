package io.slipway.check;

/** SQL_ASCII takes bytes as they come; any other encoding but UTF8 cannot hold every character. */
record EncodingIsUtf8() implements Check {
  @Override
  public String name() {
    return "encoding-is-utf8";
  }

  @Override
  public Severity severity() {
    return Severity.WARN;
  }

  @Override
  public Verdict look(Look at) {
    String encoding = at.sql().one("SELECT current_setting('server_encoding')", row -> row.text(1));
    if (encoding.equals("UTF8")) return Verdict.pass(encoding, "UTF8");
    String next =
        "Migrations with characters that " + encoding + " lacks will fail; keep to ASCII, or move.";
    return encoding.equals("SQL_ASCII")
        ? Verdict.fail(encoding, "UTF8", next)
        : Verdict.warn(encoding, "UTF8", next);
  }
}
