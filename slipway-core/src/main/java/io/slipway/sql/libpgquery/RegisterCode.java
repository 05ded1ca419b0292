package io.slipway.sql.libpgquery;

/**
 * A wasm function as code of the register machine. Immutable once built, shared by every instance.
 *
 * <p>An operand {@code x} is the frame's slot {@code x}, or where it is negative the constant
 * {@code ~x}. The frame holds the parameters, the locals, then one slot per operand-stack position.
 */
@SuppressWarnings("ArrayRecordComponent") // shared for speed, never handed out
record RegisterCode(int[] code, long[] constants, int parameters, int frameSize) {}
