package io.slipway.analysis.locks;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Routine;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether an expression can give a different value for each row of one statement. PostgreSQL asks
 * after constant folding and inlining: a volatile SQL function with a constant body is no harm, the
 * same in PL/pgSQL is.
 */
public enum Volatility {
  STEADY,
  VOLATILE,
  /** It calls a function nobody here has seen. */
  UNKNOWN;

  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_.]*)\\s*\\(");
  private static final Pattern PLAIN_SELECT =
      Pattern.compile("(?is)^\\s*(?:select|return)\\s+((?!.*\\bfrom\\b).*?);?\\s*$");

  public static Volatility of(Expression expression, Catalog catalog) {
    if (expression.literal() != null || expression.isNull()) return STEADY;
    return of(expression.functions(), catalog);
  }

  private static Volatility of(List<QualifiedName> functions, Catalog catalog) {
    Volatility worst = STEADY;
    for (QualifiedName function : functions) {
      Volatility found = of(function, catalog);
      if (found == VOLATILE) return VOLATILE;
      if (found == UNKNOWN) worst = UNKNOWN;
    }
    return worst;
  }

  private static Volatility of(QualifiedName function, Catalog catalog) {
    if ("pg_catalog".equals(function.schema())) return builtIn(function);
    List<Routine> routines = catalog.routines(function);
    if (routines.isEmpty()) return builtIn(function);
    return routines.stream().anyMatch(it -> of(it, catalog) != STEADY) ? VOLATILE : STEADY;
  }

  private static Volatility builtIn(QualifiedName function) {
    if (BuiltInFunctions.isVolatile(function.name())) return VOLATILE;
    if ("pg_catalog".equals(function.schema())) return STEADY;
    return BuiltInFunctions.isSteady(function.name()) ? STEADY : UNKNOWN;
  }

  private static Volatility of(Routine routine, Catalog catalog) {
    if (routine.volatility() != 'v') return STEADY;
    String body = routine.body();
    if (body == null || !routine.language().equals("sql")) return VOLATILE;
    Matcher inlined = PLAIN_SELECT.matcher(body);
    return inlined.matches() ? ofSource(inlined.group(1), catalog) : VOLATILE;
  }

  /** The inlined body has no parse tree here: every name before a parenthesis counts as a call. */
  private static Volatility ofSource(String sql, Catalog catalog) {
    List<QualifiedName> calls =
        CALL.matcher(sql.toLowerCase(Locale.ROOT))
            .results()
            .map(found -> found.group(1))
            .map(name -> QualifiedName.of(name.substring(name.lastIndexOf('.') + 1)))
            .toList();
    return of(calls, catalog) == STEADY ? STEADY : VOLATILE;
  }
}
