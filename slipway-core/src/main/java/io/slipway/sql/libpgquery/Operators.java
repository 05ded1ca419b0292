package io.slipway.sql.libpgquery;

/** Wasm's arithmetic on values as the frame holds them: i32 and i64 as numbers, f64 as bits. */
final class Operators {
  private Operators() {}

  static boolean isUnary(int op) {
    return switch (op) {
      case Op.I32_EQZ,
          Op.I64_EQZ,
          Op.I64_CLZ,
          Op.I32_WRAP_I64,
          Op.I64_EXTEND_I32_S,
          Op.I64_EXTEND_I32_U,
          Op.F64_CONVERT_I32_U,
          Op.F64_CONVERT_I64_U,
          Op.I32_EXTEND8_S,
          Op.I32_EXTEND16_S,
          Op.I32_TRUNC_SAT_F64_U ->
          true;
      default -> false;
    };
  }

  static boolean isBinary(int op) {
    return op >= Op.I32_EQ && op <= Op.I32_GE_U
        || op >= Op.I64_EQ && op <= Op.I64_GE_U
        || op >= Op.F64_EQ && op <= Op.F64_GE
        || op >= Op.I32_ADD && op <= Op.I32_SHR_U
        || op >= Op.I64_ADD && op <= Op.I64_MUL
        || op >= Op.I64_AND && op <= Op.I64_SHR_U
        || op >= Op.F64_ADD && op <= Op.F64_DIV;
  }

  static long unary(int op, long x) {
    return switch (op) {
      case Op.I32_EQZ -> bit((int) x == 0);
      case Op.I64_EQZ -> bit(x == 0);
      case Op.I64_CLZ -> Long.numberOfLeadingZeros(x);
      case Op.I32_WRAP_I64, Op.I64_EXTEND_I32_S -> (int) x;
      case Op.I64_EXTEND_I32_U -> x & 0xffffffffL;
      case Op.I32_EXTEND8_S -> (byte) x;
      case Op.I32_EXTEND16_S -> (short) x;
      case Op.F64_CONVERT_I32_U -> bits((double) (x & 0xffffffffL));
      case Op.F64_CONVERT_I64_U -> bits(x >= 0 ? (double) x : (double) (x >>> 1 | x & 1) * 2.0);
      case Op.I32_TRUNC_SAT_F64_U -> truncated(real(x));
      default -> throw new UnsupportedWasm("unary operator " + op);
    };
  }

  private static int truncated(double value) {
    if (value >= 4294967295.0) return -1;
    return value > 0 ? (int) (long) value : 0;
  }

  static long binary(int op, long x, long y) {
    if (op <= Op.I32_GE_U) return bit(compare(op, (int) x, (int) y));
    if (op <= Op.I64_GE_U) return bit(compare(op, x, y));
    if (op <= Op.F64_GE) return bit(compare(op, real(x), real(y)));
    if (op <= Op.I32_SHR_U) return calculate(op, (int) x, (int) y);
    if (op <= Op.I64_SHR_U) return calculate(op, x, y);
    return bits(calculate(op, real(x), real(y)));
  }

  private static boolean compare(int op, int x, int y) {
    return switch (op) {
      case Op.I32_EQ -> x == y;
      case Op.I32_NE -> x != y;
      case Op.I32_LT_S -> x < y;
      case Op.I32_LT_U -> Integer.compareUnsigned(x, y) < 0;
      case Op.I32_GT_S -> x > y;
      case Op.I32_GT_U -> Integer.compareUnsigned(x, y) > 0;
      case Op.I32_LE_S -> x <= y;
      case Op.I32_LE_U -> Integer.compareUnsigned(x, y) <= 0;
      case Op.I32_GE_S -> x >= y;
      case Op.I32_GE_U -> Integer.compareUnsigned(x, y) >= 0;
      default -> throw new UnsupportedWasm("comparison " + op);
    };
  }

  private static boolean compare(int op, long x, long y) {
    return switch (op) {
      case Op.I64_EQ -> x == y;
      case Op.I64_NE -> x != y;
      case Op.I64_LT_S -> x < y;
      case Op.I64_LT_U -> Long.compareUnsigned(x, y) < 0;
      case Op.I64_GT_S -> x > y;
      case Op.I64_GT_U -> Long.compareUnsigned(x, y) > 0;
      case Op.I64_LE_S -> x <= y;
      case Op.I64_LE_U -> Long.compareUnsigned(x, y) <= 0;
      case Op.I64_GE_S -> x >= y;
      case Op.I64_GE_U -> Long.compareUnsigned(x, y) >= 0;
      default -> throw new UnsupportedWasm("comparison " + op);
    };
  }

  private static boolean compare(int op, double x, double y) {
    return switch (op) {
      case Op.F64_EQ -> x == y;
      case Op.F64_NE -> x != y;
      case Op.F64_LT -> x < y;
      case Op.F64_GT -> x > y;
      case Op.F64_LE -> x <= y;
      case Op.F64_GE -> x >= y;
      default -> throw new UnsupportedWasm("comparison " + op);
    };
  }

  private static int calculate(int op, int x, int y) {
    return switch (op) {
      case Op.I32_ADD -> x + y;
      case Op.I32_SUB -> x - y;
      case Op.I32_MUL -> x * y;
      case Op.I32_DIV_S -> x / y;
      case Op.I32_DIV_U -> Integer.divideUnsigned(x, y);
      case Op.I32_REM_S -> y == -1 ? 0 : x % y;
      case Op.I32_REM_U -> Integer.remainderUnsigned(x, y);
      case Op.I32_AND -> x & y;
      case Op.I32_OR -> x | y;
      case Op.I32_XOR -> x ^ y;
      case Op.I32_SHL -> x << y;
      case Op.I32_SHR_S -> x >> y;
      case Op.I32_SHR_U -> x >>> y;
      default -> throw new UnsupportedWasm("operator " + op);
    };
  }

  private static long calculate(int op, long x, long y) {
    return switch (op) {
      case Op.I64_ADD -> x + y;
      case Op.I64_SUB -> x - y;
      case Op.I64_MUL -> x * y;
      case Op.I64_AND -> x & y;
      case Op.I64_OR -> x | y;
      case Op.I64_XOR -> x ^ y;
      case Op.I64_SHL -> x << y;
      case Op.I64_SHR_S -> x >> y;
      case Op.I64_SHR_U -> x >>> y;
      default -> throw new UnsupportedWasm("operator " + op);
    };
  }

  private static double calculate(int op, double x, double y) {
    return switch (op) {
      case Op.F64_ADD -> x + y;
      case Op.F64_SUB -> x - y;
      case Op.F64_MUL -> x * y;
      case Op.F64_DIV -> x / y;
      default -> throw new UnsupportedWasm("operator " + op);
    };
  }

  private static double real(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(double real) {
    return Double.doubleToRawLongBits(real);
  }

  private static long bit(boolean condition) {
    return condition ? 1 : 0;
  }
}
