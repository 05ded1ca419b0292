package io.slipway.files;

import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text files as UTF-8, without forgiving: a guess would change what runs. */
final class SqlFile {
  private SqlFile() {}

  /** The text, without a byte order mark. */
  static String read(Path file) {
    byte[] bytes = bytes(file);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(left, text, true);
    if (result.isError()) throw notUtf8(file, bytes, left.position());
    String decoded = text.flip().toString();
    return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SlipwayException(
          Problem.of(
                  "FILES-3",
                  Problem.Kind.USAGE,
                  "there is no file " + file,
                  "Nothing was read further.",
                  "Check the path.")
              .at(file.toString(), 0),
          e);
    } catch (IOException e) {
      throw new SlipwayException(
          Problem.of(
                  "FILES-4",
                  Problem.Kind.USAGE,
                  "the file cannot be read",
                  "The system says: " + e.getMessage() + ".",
                  "Check its permissions.")
              .at(file.toString(), 0),
          e);
    }
  }

  private static SlipwayException notUtf8(Path file, byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) if (bytes[i] == '\n') line++;
    String seen = String.format("0x%02X", bytes[position] & 0xFF);
    return new SlipwayException(
        Problem.of(
                "FILES-5",
                Problem.Kind.VALIDATION,
                "the file is not UTF-8",
                "Byte " + position + " (counted from 0) is " + seen + ", which cannot stand there.",
                "Save it as UTF-8, for instance with: iconv -f latin1 -t utf8")
            .at(file.toString(), line));
  }
}
