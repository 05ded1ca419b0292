package io.slipway.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression: its source text, and the facts about it that analysis asks for.
 *
 * @param sql exactly as written
 * @param columns columns it names, folded, without their table, in order of appearance
 * @param functions functions it calls, also those SQL spells without parentheses ({@code
 *     current_date}) and the operators' underlying names are left out
 * @param relations tables its sub-queries read
 * @param literal the value where the whole expression is one constant (casts around it allowed),
 *     unquoted
 * @param isNull whether the whole expression is the constant NULL
 * @param impliesNotNull columns that are not null wherever the expression is true: what lets a
 *     CHECK prove SET NOT NULL
 */
public record Expression(
    String sql,
    List<String> columns,
    List<QualifiedName> functions,
    List<QualifiedName> relations,
    @Nullable String literal,
    boolean isNull,
    Set<String> impliesNotNull) {
  public Expression {
    columns = List.copyOf(columns);
    functions = List.copyOf(functions);
    relations = List.copyOf(relations);
    impliesNotNull = Set.copyOf(impliesNotNull);
  }

  @Override
  public String toString() {
    return sql;
  }
}
