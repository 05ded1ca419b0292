package io.slipway.sql.libpgquery;

/** A position in a wasm binary, and how wasm writes numbers (LEB128). */
final class ByteCursor {
  private final byte[] bytes;
  private int at;

  ByteCursor(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  void skip(int count) {
    at += count;
  }

  boolean before(int end) {
    return at < end;
  }

  int next() {
    return bytes[at++] & 0xff;
  }

  int unsigned() {
    int result = 0;
    for (int shift = 0; ; shift += 7) {
      int b = bytes[at++];
      result |= (b & 0x7f) << shift;
      if (b >= 0) return result;
    }
  }

  long signed() {
    long result = 0;
    int shift = 0;
    int b;
    do {
      b = bytes[at++];
      result |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return shift < 64 && (b & 0x40) != 0 ? result | -1L << shift : result;
  }

  long eightBytes() {
    long result = 0;
    for (int i = 0; i < 8; i++) result |= (long) next() << 8 * i;
    return result;
  }
}
