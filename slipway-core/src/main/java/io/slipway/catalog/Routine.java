package io.slipway.catalog;

import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's function or procedure; overloads share a name.
 *
 * @param volatility {@code v}, {@code s} or {@code i}, as declared
 * @param argumentTypes as {@code pg_get_function_identity_arguments} spells them
 */
public record Routine(
    QualifiedName name,
    List<String> argumentTypes,
    String language,
    char volatility,
    @Nullable String body,
    boolean isTrigger) {
  public Routine {
    argumentTypes = List.copyOf(argumentTypes);
  }
}
