package io.slipway.sql.libpgquery;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A wasm module as bytes: which functions it has, of which type, and where their bodies stand. */
final class WasmBinary {
  /** How many values a function takes and returns. */
  record Signature(int parameters, int results) {}

  private static final int TYPES = 1;
  private static final int IMPORTS = 2;
  private static final int FUNCTIONS = 3;
  private static final int CODE = 10;
  private static final int PREAMBLE_LENGTH = 8;

  private final byte[] bytes;
  private final List<Signature> types = new ArrayList<>();

  /** Type of each function, imported ones first. */
  private final List<Integer> functionTypes = new ArrayList<>();

  private int importCount;
  private int codeStart;
  private int codeEnd;
  private int[] bodyStart = {};
  private int[] bodyEnd = {};

  WasmBinary(byte[] bytes) {
    this.bytes = bytes.clone();
    readSections();
  }

  int importCount() {
    return importCount;
  }

  int functionCount() {
    return functionTypes.size();
  }

  Signature type(int index) {
    return types.get(index);
  }

  Signature signature(int function) {
    return types.get(functionTypes.get(function));
  }

  ByteCursor body(int function) {
    return new ByteCursor(bytes, bodyStart[function - importCount]);
  }

  int endOfBody(int function) {
    return bodyEnd[function - importCount];
  }

  /**
   * The module with these bodies replaced by {@code unreachable}: the engine need not read them.
   */
  byte[] without(Set<Integer> functions) {
    byte[] unreachable = {0, 0, 0x0b};
    ByteArrayOutputStream bodies = new ByteArrayOutputStream(bytes.length);
    writeUnsigned(bodies, bodyStart.length);
    for (int i = 0; i < bodyStart.length; i++) {
      boolean stub = functions.contains(i + importCount);
      int length = stub ? unreachable.length : bodyEnd[i] - bodyStart[i];
      writeUnsigned(bodies, length);
      bodies.write(stub ? unreachable : bytes, stub ? 0 : bodyStart[i], length);
    }
    ByteArrayOutputStream module = new ByteArrayOutputStream(bytes.length);
    module.write(bytes, 0, codeStart);
    module.write(CODE);
    writeUnsigned(module, bodies.size());
    module.writeBytes(bodies.toByteArray());
    module.write(bytes, codeEnd, bytes.length - codeEnd);
    return module.toByteArray();
  }

  private void readSections() {
    ByteCursor in = new ByteCursor(bytes, PREAMBLE_LENGTH);
    while (in.before(bytes.length)) {
      int start = in.at();
      int section = in.next();
      int size = in.unsigned();
      int end = in.at() + size;
      switch (section) {
        case TYPES -> readTypes(in);
        case IMPORTS -> readImports(in);
        case FUNCTIONS -> readFunctions(in);
        case CODE -> readBodies(in, start, end);
        default -> {}
      }
      in.moveTo(end);
    }
  }

  private void readTypes(ByteCursor in) {
    for (int count = in.unsigned(); count > 0; count--) {
      if (in.next() != 0x60) throw new UnsupportedWasm("a type that is not a function");
      int parameters = in.unsigned();
      in.skip(parameters);
      int results = in.unsigned();
      in.skip(results);
      types.add(new Signature(parameters, results));
    }
  }

  private void readImports(ByteCursor in) {
    for (int count = in.unsigned(); count > 0; count--) {
      in.skip(in.unsigned());
      in.skip(in.unsigned());
      if (in.next() != 0) throw new UnsupportedWasm("an import that is not a function");
      functionTypes.add(in.unsigned());
    }
    importCount = functionTypes.size();
  }

  private void readFunctions(ByteCursor in) {
    for (int count = in.unsigned(); count > 0; count--) functionTypes.add(in.unsigned());
  }

  private void readBodies(ByteCursor in, int start, int end) {
    codeStart = start;
    codeEnd = end;
    int count = in.unsigned();
    bodyStart = new int[count];
    bodyEnd = new int[count];
    for (int i = 0; i < count; i++) {
      int length = in.unsigned();
      bodyStart[i] = in.at();
      in.skip(length);
      bodyEnd[i] = in.at();
    }
  }

  private static void writeUnsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    do {
      int b = rest & 0x7f;
      rest >>>= 7;
      out.write(rest == 0 ? b : b | 0x80);
    } while (rest != 0);
  }
}
