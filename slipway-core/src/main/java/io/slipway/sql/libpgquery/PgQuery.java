package io.slipway.sql.libpgquery;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.wasm.WasmEngineException;

/**
 * PostgreSQL 18's parser. Nothing is loaded before the first call. Used by one thread at a time;
 * how deep an expression may nest depends on that thread's stack (30,000 terms in 16 MB).
 */
public final class PgQuery {
  /** Memory never shrinks: after a text of megabytes the instance is given back. */
  private static final int PAGES_WORTH_KEEPING = 1_600;

  private @Nullable LoadedModule module;

  /** One statement or several; the tree is {@code {"version":…,"stmts":[…]}}. */
  public Answer parse(String sql) {
    return using(sql, loaded -> loaded.parse(sql));
  }

  /**
   * A CREATE FUNCTION, CREATE PROCEDURE or DO statement whose body is PL/pgSQL; the tree is a list
   * of functions, or an object with an {@code error}.
   */
  public Answer parsePlPgSql(String sql) {
    return using(sql, loaded -> plPgSql(loaded.ask("wasm_parse_plpgsql", sql)));
  }

  /** The tokens of a text, comments included: what the server's scanner makes of it. */
  public Answer scan(String sql) {
    return using(sql, loaded -> new Answer.Tree(loaded.ask("wasm_scan", sql)));
  }

  private static Answer plPgSql(byte[] json) {
    boolean tree = json.length > 0 && (json[0] == '[' || json[0] == '{');
    return tree
        ? new Answer.Tree(json)
        : new Answer.Rejected(new String(json, StandardCharsets.UTF_8), 0);
  }

  /** After a trap the module's memory is undefined: whatever is thrown, it is not used again. */
  private Answer using(String sql, Function<LoadedModule, Answer> question) {
    // A C string would end at a NUL, and what follows it would go unread.
    if (sql.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the text contains a NUL character");
    }
    LoadedModule loaded = module == null ? new LoadedModule() : module;
    module = null;
    try {
      Answer answer = question.apply(loaded);
      if (loaded.pages() <= PAGES_WORTH_KEEPING) module = loaded;
      return answer;
    } catch (WasmEngineException | HostImports.Aborted trapped) {
      // The engine wraps an overflow of this thread's stack: a larger one may do.
      if (trapped.getCause() instanceof StackOverflowError overflow) throw overflow;
      // Otherwise, in practice, its own 32 MB of C stack are exhausted: some 200,000 terms.
      return new Answer.Rejected("stack depth limit exceeded", 0);
    }
  }
}
