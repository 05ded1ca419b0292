package io.slipway.sql.libpgquery;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;

/**
 * The module's functions over the JVM's 64 KB method limit, translated when first called and then
 * shared by every instance.
 */
final class OversizedFunctions {
  private final WasmBinary module;
  private final Set<Integer> functions;
  private final boolean[] oversized;
  private final AtomicReferenceArray<@Nullable RegisterCode> translated;

  OversizedFunctions(WasmBinary module, Set<Integer> functions) {
    this.module = module;
    this.functions = Set.copyOf(functions);
    this.oversized = new boolean[module.functionCount()];
    for (int function : functions) oversized[function] = true;
    this.translated = new AtomicReferenceArray<>(module.functionCount());
  }

  int importCount() {
    return module.importCount();
  }

  byte[] moduleWithoutThem() {
    return module.without(functions);
  }

  Function<Instance, Machine> machines(Function<Instance, Machine> compiled) {
    return instance -> new RegisterMachine(this, instance, compiled.apply(instance));
  }

  /** Null where the function is compiled. Two threads may both translate: the results are equal. */
  @Nullable RegisterCode code(int function) {
    if (!oversized[function]) return null;
    RegisterCode code = translated.get(function);
    if (code != null) return code;
    translated.compareAndSet(function, null, Translator.translate(module, function));
    return translated.get(function);
  }
}
