package io.slipway.sql.libpgquery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Translates one wasm function body: branches become jumps whose targets are known, the operand
 * stack becomes frame slots, so that nested blocks cost nothing at run time.
 */
final class Translator {
  private static final int ROOT = 0;
  private static final int FORWARD = 1;
  private static final int BACKWARD = 2;

  /** An open block. Jumps out of a forward one are patched at its end. */
  private static final class Block {
    final int direction;
    final int arity;
    final int height;
    final int start;
    final List<Integer> patches = new ArrayList<>();
    int elsePatch = -1;

    Block(int direction, int arity, int height, int start) {
      this.direction = direction;
      this.arity = arity;
      this.height = height;
      this.start = start;
    }

    boolean carriesValue() {
      return direction != BACKWARD && arity == 1;
    }
  }

  private final WasmBinary module;
  private final int function;
  private final ByteCursor in;
  private final Slots slots;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final WasmBinary.Signature signature;

  /** The code being read cannot be reached: after a jump, until its block ends. */
  private boolean dead;

  private int deadDepth;

  private Translator(WasmBinary module, int function) {
    this.module = module;
    this.function = function;
    this.signature = module.signature(function);
    this.in = module.body(function);
    this.slots = new Slots(signature.parameters() + readLocals());
  }

  static RegisterCode translate(WasmBinary module, int function) {
    return new Translator(module, function).run();
  }

  private int readLocals() {
    int locals = 0;
    for (int groups = in.unsigned(); groups > 0; groups--) {
      locals += in.unsigned();
      in.skip(1);
    }
    return locals;
  }

  private RegisterCode run() {
    blocks.push(new Block(ROOT, signature.results(), 0, 0));
    int end = module.endOfBody(function);
    while (in.before(end)) {
      int op = in.next();
      if (op == Op.PREFIX) op = 0xfc00 | in.unsigned();
      if (dead) passOver(op);
      else translate(op);
    }
    return slots.finish(signature.parameters());
  }

  /** Unreachable code is read, for its immediates and block structure, and not translated. */
  private void passOver(int op) {
    switch (op) {
      case Op.BLOCK, Op.LOOP, Op.IF -> {
        in.skip(1);
        deadDepth++;
      }
      case Op.ELSE -> {
        if (deadDepth == 0) translateElse();
      }
      case Op.END -> {
        if (deadDepth > 0) deadDepth--;
        else translateEnd();
      }
      default -> skipImmediates(op);
    }
  }

  private void skipImmediates(int op) {
    switch (op) {
      case Op.BR,
          Op.BR_IF,
          Op.CALL,
          Op.LOCAL_GET,
          Op.LOCAL_SET,
          Op.LOCAL_TEE,
          Op.GLOBAL_GET,
          Op.GLOBAL_SET ->
          in.unsigned();
      case Op.BR_TABLE -> {
        for (int targets = in.unsigned() + 1; targets > 0; targets--) in.unsigned();
      }
      case Op.I32_CONST, Op.I64_CONST -> in.signed();
      case Op.F64_CONST -> in.skip(8);
      case Op.CALL_INDIRECT, Op.MEMORY_COPY -> {
        in.unsigned();
        in.unsigned();
      }
      case Op.MEMORY_FILL -> in.unsigned();
      default -> {
        if (op >= 0x28 && op <= 0x3e) memoryOffset();
        else if (op == 0x3f || op == 0x40 || op == 0x43) throw unsupported(op);
      }
    }
  }

  private void translate(int op) {
    if (Operators.isUnary(op)) {
      slots.result(op, slots.pop());
    } else if (Operators.isBinary(op)) {
      int right = slots.pop();
      slots.result(op, slots.pop(), right);
    } else if (op <= Op.RETURN) {
      translateControl(op);
    } else {
      translateOther(op);
    }
  }

  private void translateControl(int op) {
    switch (op) {
      case Op.UNREACHABLE -> {
        slots.emit(Op.TRAP);
        dead = true;
      }
      case Op.NOP -> {}
      case Op.BLOCK -> open(FORWARD);
      case Op.LOOP -> open(BACKWARD);
      case Op.IF -> {
        int condition = slots.pop();
        Block block = open(FORWARD);
        block.elsePatch = slots.emit(Op.JUMP_UNLESS, condition, -1) + 2;
      }
      case Op.ELSE -> translateElse();
      case Op.END -> translateEnd();
      case Op.BR -> {
        Block target = target(in.unsigned());
        if (target.carriesValue()) slots.move(slots.slot(target.height), slots.top());
        jump(target);
        dead = true;
      }
      case Op.BR_IF -> translateBranchIf();
      case Op.BR_TABLE -> translateBranchTable();
      case Op.RETURN -> {
        leave();
        dead = true;
      }
      default -> throw unsupported(op);
    }
  }

  private Block open(int direction) {
    int arity =
        switch (in.next()) {
          case 0x40 -> 0;
          case 0x7f, 0x7e, 0x7d, 0x7c -> 1;
          default -> throw new UnsupportedWasm("a block that takes values");
        };
    slots.settle();
    Block block = new Block(direction, arity, slots.height(), slots.position());
    blocks.push(block);
    return block;
  }

  private void translateElse() {
    Block block = blocks.element();
    if (!dead) {
      if (block.arity == 1) slots.move(slots.slot(block.height), slots.pop());
      block.patches.add(slots.emit(Op.JUMP, -1) + 1);
    }
    slots.patch(block.elsePatch);
    block.elsePatch = -1;
    slots.joinAt(block.height);
    dead = false;
  }

  private void translateEnd() {
    Block block = blocks.pop();
    if (!dead && block.arity == 1) slots.move(slots.slot(block.height), slots.pop());
    if (block.elsePatch >= 0) slots.patch(block.elsePatch);
    for (int patch : block.patches) slots.patch(patch);
    boolean reachable = !dead || !block.patches.isEmpty() || block.elsePatch >= 0;
    slots.joinAt(block.height);
    if (block.arity == 1) slots.push(slots.slot(block.height));
    dead = !reachable;
    deadDepth = 0;
    if (!blocks.isEmpty()) return;
    if (reachable) leave();
    else slots.emit(Op.TRAP);
  }

  private void leave() {
    if (signature.results() > 0) slots.emit(Op.LEAVE_WITH, slots.pop());
    else slots.emit(Op.LEAVE);
  }

  private void translateBranchIf() {
    int condition = slots.pop();
    Block target = target(in.unsigned());
    if (target.carriesValue()) {
      int skip = slots.emit(Op.JUMP_UNLESS, condition, -1) + 2;
      slots.move(slots.slot(target.height), slots.top());
      jump(target);
      slots.patch(skip);
    } else {
      link(slots.emit(Op.JUMP_IF, condition, target.start) + 2, target);
    }
    slots.forgetResult();
  }

  private void translateBranchTable() {
    int count = in.unsigned() + 1;
    slots.emit(Op.JUMP_TABLE, slots.pop(), count);
    for (int i = 0; i < count; i++) {
      Block target = target(in.unsigned());
      if (target.carriesValue()) throw new UnsupportedWasm("a jump table that carries a value");
      link(slots.emit(target.start), target);
    }
    dead = true;
  }

  private void jump(Block target) {
    link(slots.emit(Op.JUMP, target.start) + 1, target);
  }

  /** A backward jump knows its target already; a forward one learns it when the block ends. */
  private static void link(int patch, Block target) {
    if (target.direction != BACKWARD) target.patches.add(patch);
  }

  private Block target(int depth) {
    Iterator<Block> outward = blocks.iterator();
    for (int i = 0; i < depth; i++) outward.next();
    return outward.next();
  }

  private void translateOther(int op) {
    switch (op) {
      case Op.CALL -> {
        int callee = in.unsigned();
        slots.call(module.signature(callee), op, callee);
      }
      case Op.CALL_INDIRECT -> {
        WasmBinary.Signature type = module.type(in.unsigned());
        if (in.unsigned() != 0) throw new UnsupportedWasm("a second function table");
        slots.call(type, op, slots.pop());
      }
      case Op.DROP -> slots.pop();
      case Op.SELECT -> {
        int condition = slots.pop();
        int otherwise = slots.pop();
        slots.result(op, slots.pop(), otherwise, condition);
      }
      case Op.LOCAL_GET -> slots.push(in.unsigned());
      case Op.LOCAL_SET -> slots.setLocal(in.unsigned());
      case Op.LOCAL_TEE -> {
        int local = in.unsigned();
        slots.setLocal(local);
        slots.push(local);
      }
      case Op.GLOBAL_GET -> slots.result(op, in.unsigned());
      case Op.GLOBAL_SET -> slots.effect(op, in.unsigned(), slots.pop());
      case Op.I32_CONST, Op.I64_CONST -> slots.constant(in.signed());
      case Op.F64_CONST -> slots.constant(in.eightBytes());
      default -> translateMemory(op);
    }
  }

  private void translateMemory(int op) {
    switch (op) {
      case Op.I32_LOAD,
          Op.I64_LOAD,
          Op.F64_LOAD,
          Op.I32_LOAD8_S,
          Op.I32_LOAD8_U,
          Op.I32_LOAD16_S,
          Op.I32_LOAD16_U -> {
        int offset = memoryOffset();
        slots.result(op, slots.pop(), offset);
      }
      case Op.I32_STORE, Op.I64_STORE, Op.F64_STORE, Op.I32_STORE8, Op.I32_STORE16 -> {
        int offset = memoryOffset();
        int value = slots.pop();
        slots.effect(op, slots.pop(), value, offset);
      }
      case Op.MEMORY_COPY, Op.MEMORY_FILL -> {
        in.skip(op == Op.MEMORY_COPY ? 2 : 1);
        int length = slots.pop();
        int source = slots.pop();
        slots.effect(op, slots.pop(), source, length);
      }
      default -> throw unsupported(op);
    }
  }

  private int memoryOffset() {
    in.unsigned(); // the alignment is a hint
    return in.unsigned();
  }

  private UnsupportedWasm unsupported(int op) {
    return new UnsupportedWasm("opcode 0x" + Integer.toHexString(op) + " in function " + function);
  }
}
