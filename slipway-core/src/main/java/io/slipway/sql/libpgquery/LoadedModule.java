package io.slipway.sql.libpgquery;

import io.slipway.sql.libpgquery.generated.LibPgQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/** One instance of the module, with its own memory. Used by one thread at a time. */
final class LoadedModule {
  /** 40 MB: 1 MB of data, 32 MB of C stack, then the heap. The module itself would ask for 128. */
  private static final int INITIAL_PAGES = 640;

  private static final int MOST_PAGES = 16_384;

  /** Over the JVM's 64 KB method limit: fingerprint, JSON output, base_yyparse. As in the pom. */
  private static final Set<Integer> OVERSIZED = Set.of(36, 37, 140);

  /** What instances share; loaded with the first of them. */
  private static final class Shared {
    static final WasmModule MODULE;
    static final Function<Instance, Machine> MACHINES;

    static {
      OversizedFunctions oversized = new OversizedFunctions(new WasmBinary(binary()), OVERSIZED);
      byte[] rest = oversized.moduleWithoutThem();
      // The build pins the bytes by SHA-256: validating them at every start would buy nothing.
      MODULE =
          Parser.builder()
              .withValidation(false)
              .build()
              .parse(() -> new ByteArrayInputStream(rest));
      MACHINES = oversized.machines(LibPgQuery::create);
    }

    private static byte[] binary() {
      try (InputStream in = LibPgQuery.class.getResourceAsStream("LibPgQuery.meta")) {
        if (in == null) throw new UnsupportedWasm("no LibPgQuery.meta beside its class");
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Instance instance;
  private final Memory memory;

  LoadedModule() {
    instance =
        Instance.builder(Shared.MODULE)
            .withImportValues(HostImports.of(Shared.MODULE))
            .withMachineFactory(Shared.MACHINES)
            .withMemoryFactory(ByteArrayMemory::new)
            .withMemoryLimits(new MemoryLimits(INITIAL_PAGES, MOST_PAGES))
            .withStart(false)
            .build();
    memory = instance.exports().memory(ModuleNames.letterOf("memory"));
    export("__wasm_call_ctors").apply();
  }

  int pages() {
    return memory.pages();
  }

  /** {@code struct {char *json; char *stderr; PgQueryError *error}}. */
  Answer parse(String sql) {
    int query = allocate(sql);
    int result = call("wasm_parse_query_raw", query);
    int error = memory.readInt(result + 8);
    Answer answer = error == 0 ? new Answer.Tree(bytes(memory.readInt(result))) : rejected(error);
    export("free").apply(query);
    export("wasm_free_parse_result").apply(result);
    return answer;
  }

  /**
   * {@code struct {char *message; char *funcname; char *filename; int lineno; int cursorpos; …}}.
   */
  private Answer rejected(int error) {
    String message = new String(bytes(memory.readInt(error)), StandardCharsets.UTF_8);
    return new Answer.Rejected(message, memory.readInt(error + 16));
  }

  /** An export that takes and returns a C string. */
  byte[] ask(String export, String sql) {
    int query = allocate(sql);
    int result = call(export, query);
    byte[] answer = bytes(result);
    export("free").apply(query);
    export("wasm_free_string").apply(result);
    return answer;
  }

  private ExportFunction export(String name) {
    return instance.export(ModuleNames.letterOf(name));
  }

  private int call(String export, int argument) {
    return (int) export(export).apply(argument)[0];
  }

  private int allocate(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int address = call("malloc", utf8.length + 1);
    if (address == 0) throw new HostImports.Aborted("out of memory");
    memory.write(address, utf8);
    memory.writeByte(address + utf8.length, (byte) 0);
    return address;
  }

  private byte[] bytes(int address) {
    if (address == 0) return new byte[0];
    int end = address;
    while (memory.read(end) != 0) end++;
    return memory.readBytes(address, end - address);
  }
}
