package io.slipway.sql.libpgquery;

import java.util.Map;

/**
 * What the letters of the pinned build (libpg-query 18.1.5) stand for. They change with every
 * build: a test derives both maps again from the JavaScript that ships with the module.
 */
final class ModuleNames {
  static final Map<String, String> IMPORTS =
      Map.ofEntries(
          Map.entry("a", "invoke_iii"),
          Map.entry("b", "invoke_ii"),
          Map.entry("c", "__assert_fail"),
          Map.entry("d", "invoke_iiii"),
          Map.entry("e", "invoke_v"),
          Map.entry("f", "invoke_vi"),
          Map.entry("g", "invoke_i"),
          Map.entry("h", "invoke_vii"),
          Map.entry("i", "invoke_viiii"),
          Map.entry("j", "invoke_viii"),
          Map.entry("k", "invoke_iiiii"),
          Map.entry("l", "invoke_ji"),
          Map.entry("m", "exit"),
          Map.entry("n", "invoke_viiiiiiiiiiiii"),
          Map.entry("o", "_setitimer_js"),
          Map.entry("p", "_emscripten_throw_longjmp"),
          Map.entry("q", "emscripten_resize_heap"),
          Map.entry("r", "fd_read"),
          Map.entry("s", "fd_seek"),
          Map.entry("t", "fd_write"),
          Map.entry("u", "fd_close"),
          Map.entry("v", "proc_exit"),
          Map.entry("w", "_emscripten_runtime_keepalive_clear"),
          Map.entry("x", "_abort_js"),
          Map.entry("y", "invoke_viiiii"));

  /** By name: the exports this host uses. */
  static final Map<String, String> EXPORTS =
      Map.ofEntries(
          Map.entry("memory", "z"),
          Map.entry("__wasm_call_ctors", "A"),
          Map.entry("malloc", "C"),
          Map.entry("__indirect_function_table", "D"),
          Map.entry("free", "E"),
          Map.entry("wasm_parse_query_raw", "F"),
          Map.entry("wasm_free_parse_result", "G"),
          Map.entry("wasm_parse_plpgsql", "H"),
          Map.entry("wasm_scan", "M"),
          Map.entry("wasm_free_string", "N"),
          Map.entry("setThrew", "P"),
          Map.entry("_emscripten_stack_restore", "Q"),
          Map.entry("emscripten_stack_get_current", "R"));

  private ModuleNames() {}

  static String importNamed(String letter) {
    String name = IMPORTS.get(letter);
    if (name == null) throw new UnsupportedWasm("an import " + letter);
    return name;
  }

  static String letterOf(String export) {
    String letter = EXPORTS.get(export);
    if (letter == null) throw new UnsupportedWasm("no export " + export);
    return letter;
  }
}
