package io.slipway.sql.libpgquery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The code being written, and where each operand of wasm's stack lives meanwhile: in its own frame
 * slot, in a local it is a copy of, or as a constant.
 */
final class Slots {
  private final int locals;
  private final Map<Long, Integer> constants = new LinkedHashMap<>();
  private int[] code = new int[1 << 14];
  private int length;
  private int[] stack = new int[64];
  private int height;
  private int maxHeight;

  /** Where the last instruction wrote its destination, while that may still be redirected. */
  private int lastDestination = -1;

  Slots(int locals) {
    this.locals = locals;
  }

  int height() {
    return height;
  }

  int position() {
    return length;
  }

  /** The frame slot that belongs to this position of the stack. */
  int slot(int stackPosition) {
    return locals + stackPosition;
  }

  void push(int operand) {
    if (height == stack.length) stack = Arrays.copyOf(stack, height * 2);
    stack[height++] = operand;
    maxHeight = Math.max(maxHeight, height);
  }

  int pop() {
    return stack[--height];
  }

  int top() {
    return stack[height - 1];
  }

  void constant(long value) {
    push(~constants.computeIfAbsent(value, ignored -> constants.size()));
  }

  int emit(int... words) {
    if (length + words.length > code.length) code = Arrays.copyOf(code, code.length * 2);
    System.arraycopy(words, 0, code, length, words.length);
    length += words.length;
    return length - words.length;
  }

  void patch(int position) {
    code[position] = length;
  }

  void move(int to, int from) {
    if (to != from) emit(Op.MOVE, to, from);
  }

  /** An instruction whose result goes to the top of the stack. */
  void result(int op, int... operands) {
    int at = emit(op, slot(height));
    emit(operands);
    lastDestination = at + 1;
    push(slot(height));
  }

  /** An instruction without a result. */
  void effect(int op, int... operands) {
    emit(op);
    emit(operands);
    lastDestination = -1;
  }

  void call(WasmBinary.Signature type, int op, int callee) {
    int[] arguments = new int[type.parameters()];
    for (int i = arguments.length - 1; i >= 0; i--) arguments[i] = pop();
    boolean returns = type.results() > 0;
    int at = emit(op, returns ? slot(height) : -1, callee, arguments.length);
    emit(arguments);
    lastDestination = returns ? at + 1 : -1;
    if (returns) push(slot(height));
  }

  /** Copies of the local keep its old value; an instruction that just computed it writes there. */
  void setLocal(int local) {
    int value = pop();
    int before = length;
    spill(local);
    boolean redirect = lastDestination >= 0 && value >= locals && before == length;
    if (redirect && code[lastDestination] == value) code[lastDestination] = local;
    else move(local, value);
    lastDestination = -1;
  }

  /** Before control flow splits, every copy of a local gets its own slot. */
  void settle() {
    for (int local = 0; local < height; local++) spillAt(local);
    lastDestination = -1;
  }

  /** Control flow joins here with this many operands on the stack. */
  void joinAt(int stackHeight) {
    height = stackHeight;
    lastDestination = -1;
  }

  void forgetResult() {
    lastDestination = -1;
  }

  private void spill(int local) {
    for (int i = 0; i < height; i++) {
      if (stack[i] == local) spillAt(i);
    }
  }

  private void spillAt(int stackPosition) {
    int operand = stack[stackPosition];
    if (operand < 0 || operand >= locals) return;
    move(slot(stackPosition), operand);
    stack[stackPosition] = slot(stackPosition);
    lastDestination = -1;
  }

  RegisterCode finish(int parameters) {
    long[] pool = constants.keySet().stream().mapToLong(Long::longValue).toArray();
    return new RegisterCode(Arrays.copyOf(code, length), pool, parameters, locals + maxHeight + 1);
  }
}
