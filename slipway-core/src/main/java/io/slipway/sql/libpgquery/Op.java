package io.slipway.sql.libpgquery;

/**
 * Opcodes: wasm's own numbers, and above 0x100 those of the register machine. Only what the
 * translated functions use.
 */
final class Op {
  private Op() {}

  static final int UNREACHABLE = 0x00;
  static final int NOP = 0x01;
  static final int BLOCK = 0x02;
  static final int LOOP = 0x03;
  static final int IF = 0x04;
  static final int ELSE = 0x05;
  static final int END = 0x0b;
  static final int BR = 0x0c;
  static final int BR_IF = 0x0d;
  static final int BR_TABLE = 0x0e;
  static final int RETURN = 0x0f;
  static final int CALL = 0x10;
  static final int CALL_INDIRECT = 0x11;
  static final int DROP = 0x1a;
  static final int SELECT = 0x1b;
  static final int LOCAL_GET = 0x20;
  static final int LOCAL_SET = 0x21;
  static final int LOCAL_TEE = 0x22;
  static final int GLOBAL_GET = 0x23;
  static final int GLOBAL_SET = 0x24;

  static final int I32_LOAD = 0x28;
  static final int I64_LOAD = 0x29;
  static final int F64_LOAD = 0x2b;
  static final int I32_LOAD8_S = 0x2c;
  static final int I32_LOAD8_U = 0x2d;
  static final int I32_LOAD16_S = 0x2e;
  static final int I32_LOAD16_U = 0x2f;
  static final int I32_STORE = 0x36;
  static final int I64_STORE = 0x37;
  static final int F64_STORE = 0x39;
  static final int I32_STORE8 = 0x3a;
  static final int I32_STORE16 = 0x3b;
  static final int I32_CONST = 0x41;
  static final int I64_CONST = 0x42;
  static final int F64_CONST = 0x44;

  static final int I32_EQZ = 0x45;
  static final int I32_EQ = 0x46;
  static final int I32_NE = 0x47;
  static final int I32_LT_S = 0x48;
  static final int I32_LT_U = 0x49;
  static final int I32_GT_S = 0x4a;
  static final int I32_GT_U = 0x4b;
  static final int I32_LE_S = 0x4c;
  static final int I32_LE_U = 0x4d;
  static final int I32_GE_S = 0x4e;
  static final int I32_GE_U = 0x4f;
  static final int I64_EQZ = 0x50;
  static final int I64_EQ = 0x51;
  static final int I64_NE = 0x52;
  static final int I64_LT_S = 0x53;
  static final int I64_LT_U = 0x54;
  static final int I64_GT_S = 0x55;
  static final int I64_GT_U = 0x56;
  static final int I64_LE_S = 0x57;
  static final int I64_LE_U = 0x58;
  static final int I64_GE_S = 0x59;
  static final int I64_GE_U = 0x5a;
  static final int F64_EQ = 0x61;
  static final int F64_NE = 0x62;
  static final int F64_LT = 0x63;
  static final int F64_GT = 0x64;
  static final int F64_LE = 0x65;
  static final int F64_GE = 0x66;

  static final int I32_ADD = 0x6a;
  static final int I32_SUB = 0x6b;
  static final int I32_MUL = 0x6c;
  static final int I32_DIV_S = 0x6d;
  static final int I32_DIV_U = 0x6e;
  static final int I32_REM_S = 0x6f;
  static final int I32_REM_U = 0x70;
  static final int I32_AND = 0x71;
  static final int I32_OR = 0x72;
  static final int I32_XOR = 0x73;
  static final int I32_SHL = 0x74;
  static final int I32_SHR_S = 0x75;
  static final int I32_SHR_U = 0x76;
  static final int I64_CLZ = 0x79;
  static final int I64_ADD = 0x7c;
  static final int I64_SUB = 0x7d;
  static final int I64_MUL = 0x7e;
  static final int I64_AND = 0x83;
  static final int I64_OR = 0x84;
  static final int I64_XOR = 0x85;
  static final int I64_SHL = 0x86;
  static final int I64_SHR_S = 0x87;
  static final int I64_SHR_U = 0x88;
  static final int F64_ADD = 0xa0;
  static final int F64_SUB = 0xa1;
  static final int F64_MUL = 0xa2;
  static final int F64_DIV = 0xa3;
  static final int I32_WRAP_I64 = 0xa7;
  static final int I64_EXTEND_I32_S = 0xac;
  static final int I64_EXTEND_I32_U = 0xad;
  static final int F64_CONVERT_I32_U = 0xb8;
  static final int F64_CONVERT_I64_U = 0xba;
  static final int I32_EXTEND8_S = 0xc0;
  static final int I32_EXTEND16_S = 0xc1;

  /** Two-byte opcodes: prefix 0xfc, then the number. */
  static final int PREFIX = 0xfc;

  static final int I32_TRUNC_SAT_F64_U = 0xfc00 | 3;
  static final int MEMORY_COPY = 0xfc00 | 10;
  static final int MEMORY_FILL = 0xfc00 | 11;

  // ---- the register machine's own

  static final int MOVE = 0x101;
  static final int JUMP = 0x102;
  static final int JUMP_IF = 0x103;
  static final int JUMP_UNLESS = 0x104;
  static final int JUMP_TABLE = 0x105;
  static final int LEAVE = 0x106;
  static final int LEAVE_WITH = 0x107;
  static final int TRAP = 0x108;
}
