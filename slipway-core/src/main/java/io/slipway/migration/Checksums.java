package io.slipway.migration;

import io.slipway.sql.Change;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import io.slipway.sql.text.Lexer;
import io.slipway.sql.text.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** How two texts of one migration are told apart. */
public final class Checksums {
  private Checksums() {}

  /**
   * Flyway's: CRC32 over the UTF-8 of each line without its end, so that a checkout with other line
   * ends changes nothing; a byte order mark does not count.
   */
  public static int ofLines(String text) {
    CRC32 crc = new CRC32();
    String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
    withoutMark.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  /** SHA-256, in hexadecimal, over the tokens of every statement. */
  public static String ofStatements(Script script) {
    MessageDigest digest = sha256();
    for (Statement statement : script.statements()) {
      if (statement.change() instanceof Change.PsqlCommand) continue;
      for (Token token : Lexer.tokens(statement.text())) update(digest, token, statement.text());
      if (statement.copyData() != null) {
        digest.update(statement.copyData().getBytes(StandardCharsets.UTF_8));
      }
      digest.update((byte) ';');
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Token token, String text) {
    if (token.is(Token.Kind.COMMENT) || token.is(Token.Kind.END)) return;
    String spelled = token.is(Token.Kind.WORD) ? token.word(text) : token.in(text);
    digest.update(spelled.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) ' ');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
