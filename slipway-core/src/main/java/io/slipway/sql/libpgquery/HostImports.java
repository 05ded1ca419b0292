package io.slipway.sql.libpgquery;

import java.util.Arrays;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;

/** All the module can ask of its host: error jumps, more memory, and nothing of the machine. */
final class HostImports {
  private static final int PAGE_BYTES = 65_536;
  private static final long MOST_BYTES = 1L << 30;
  private static final long BAD_FILE_DESCRIPTOR = 8;
  private static final long[] NOTHING = {};

  /** C's longjmp, on its way from where PostgreSQL raises an error to where it catches it. */
  private static final class LongJump extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LongJump() {
      super("longjmp", null, false, false);
    }
  }

  /** The module gave up: its state is undefined from here on. */
  static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Aborted(String message) {
      super(message);
    }
  }

  private HostImports() {}

  static ImportValues of(WasmModule module) {
    var section = module.importSection();
    ImportFunction[] functions = new ImportFunction[section.importCount()];
    for (int i = 0; i < functions.length; i++) {
      if (!(section.getImport(i) instanceof FunctionImport wanted)) {
        throw new UnsupportedWasm("an import that is not a function");
      }
      FunctionType type = module.typeSection().getType(wanted.typeIndex());
      WasmFunctionHandle handle = handle(ModuleNames.importNamed(wanted.name()), type);
      functions[i] = new HostFunction(wanted.module(), wanted.name(), type, handle);
    }
    return ImportValues.builder().addFunction(functions).build();
  }

  private static WasmFunctionHandle handle(String name, FunctionType type) {
    if (name.startsWith("invoke_")) return invoke(type.returns().isEmpty() ? NOTHING : answer(0));
    return switch (name) {
      case "_emscripten_throw_longjmp" ->
          (instance, arguments) -> {
            throw new LongJump();
          };
      case "emscripten_resize_heap" -> (instance, arguments) -> grow(instance, arguments[0]);
      case "__assert_fail" ->
          (instance, arguments) -> {
            throw new Aborted(instance.memory().readCString((int) arguments[0]));
          };
      case "exit", "proc_exit", "_abort_js" ->
          (instance, arguments) -> {
            throw new Aborted(name);
          };
      case "fd_write" -> HostImports::swallow;
      case "fd_read", "fd_seek", "fd_close" -> (instance, arguments) -> answer(BAD_FILE_DESCRIPTOR);
      case "_setitimer_js" -> (instance, arguments) -> answer(0);
      case "_emscripten_runtime_keepalive_clear" -> (instance, arguments) -> NOTHING;
      default -> throw new UnsupportedWasm("an import " + name);
    };
  }

  private static long[] answer(long value) {
    return new long[] {value};
  }

  /**
   * setjmp: calls a function of the table; a long jump out of it restores the C stack and is
   * reported with {@code setThrew}.
   */
  private static WasmFunctionHandle invoke(long[] whenJumped) {
    return (instance, arguments) -> {
      long stack = export(instance, "emscripten_stack_get_current").apply()[0];
      try {
        int function = instance.table(0).ref((int) arguments[0]);
        return instance
            .getMachine()
            .call(function, Arrays.copyOfRange(arguments, 1, arguments.length));
      } catch (LongJump jump) {
        export(instance, "_emscripten_stack_restore").apply(stack);
        export(instance, "setThrew").apply(1, 0);
        return whenJumped;
      }
    };
  }

  private static run.endive.runtime.ExportFunction export(Instance instance, String name) {
    return instance.export(ModuleNames.letterOf(name));
  }

  private static long[] grow(Instance instance, long requested) {
    long bytes = requested & 0xffffffffL;
    if (bytes > MOST_BYTES) return answer(0);
    Memory memory = instance.memory();
    long now = (long) memory.pages() * PAGE_BYTES;
    long wanted = Math.min(MOST_BYTES, Math.max(bytes, now + now / 5));
    int pages = (int) ((wanted - now + PAGE_BYTES - 1) / PAGE_BYTES);
    return answer(memory.grow(pages) >= 0 ? 1 : 0);
  }

  /** Claims to have written everything. */
  private static long[] swallow(Instance instance, long... arguments) {
    Memory memory = instance.memory();
    int vectors = (int) arguments[1];
    int total = 0;
    for (int i = 0; i < (int) arguments[2]; i++) total += memory.readInt(vectors + 8 * i + 4);
    memory.writeI32((int) arguments[3], total);
    return answer(0);
  }
}
