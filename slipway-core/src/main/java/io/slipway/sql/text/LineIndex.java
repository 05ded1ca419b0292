package io.slipway.sql.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Positions in a text, in every unit the parser and people use: UTF-8 bytes, code points, UTF-16
 * indexes, lines and columns. A line ends with LF, CR LF or CR.
 */
public final class LineIndex {
  private final String text;

  /** Index of each line's first character. */
  private final int[] lineStarts;

  private final boolean ascii;

  /** Made when first asked for, and only for texts that are not ASCII. */
  private int @Nullable [] byteOffsets;

  public LineIndex(String text) {
    this.text = text;
    this.lineStarts = lineStarts(text);
    this.ascii = text.chars().allMatch(c -> c < 0x80);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || c == '\r' && !text.startsWith("\n", i + 1);
      if (!ends) continue;
      if (count == starts.length) starts = Arrays.copyOf(starts, count * 2);
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  /** 1-based. */
  public int line(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** 1-based, in code points; a byte order mark takes no column. */
  public int column(int index) {
    int start = lineStarts[line(index) - 1];
    if (start == 0 && index > 0 && text.charAt(0) == '\ufeff') start = 1;
    return text.codePointCount(start, index) + 1;
  }

  /** The index of the character that stands this many bytes into the UTF-8 form of the text. */
  public int ofByte(int offset) {
    if (ascii) return Math.clamp(offset, 0, text.length());
    if (byteOffsets == null) byteOffsets = byteOffsets(text);
    int found = Arrays.binarySearch(byteOffsets, offset);
    return found >= 0 ? found : Math.min(-found - 1, text.length());
  }

  /** The byte offset of each character; the second half of a pair has one inside the pair. */
  private static int[] byteOffsets(String text) {
    int[] offsets = new int[text.length() + 1];
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      offsets[i] = bytes;
      bytes += utf8Length(codePoint);
      if (Character.charCount(codePoint) == 2) offsets[i + 1] = bytes - 1;
      i += Character.charCount(codePoint);
    }
    offsets[text.length()] = bytes;
    return offsets;
  }

  /** The index of the character that stands this many code points into the text. */
  public int ofCodePoint(int count) {
    if (ascii) return Math.clamp(count, 0, text.length());
    int index = 0;
    for (int i = 0; i < count && index < text.length(); i++) {
      index += Character.charCount(text.codePointAt(index));
    }
    return index;
  }

  /** Half a surrogate pair is encoded as a question mark. */
  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80 || codePoint >= 0xd800 && codePoint <= 0xdfff) return 1;
    if (codePoint < 0x800) return 2;
    return codePoint < 0x10000 ? 3 : 4;
  }
}
