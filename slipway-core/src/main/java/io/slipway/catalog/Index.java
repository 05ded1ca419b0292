package io.slipway.catalog;

import io.slipway.sql.Expression;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index; it lives in its table's schema.
 *
 * @param definition as {@code pg_get_indexdef} gives it (replayed catalogs: as written)
 * @param constraint the constraint that owns it
 * @param parent the partitioned index it is attached to
 */
public record Index(
    QualifiedName name,
    QualifiedName table,
    boolean unique,
    boolean primary,
    boolean valid,
    boolean nullsNotDistinct,
    String method,
    List<IndexElement> elements,
    List<String> include,
    @Nullable Expression predicate,
    @Nullable String constraint,
    @Nullable QualifiedName parent,
    String definition,
    @Nullable String comment) {
  public Index {
    elements = List.copyOf(elements);
    include = List.copyOf(include);
  }

  /**
   * Columns and expressions' columns, the predicate's too: what a change of a column has to look
   * at.
   */
  public boolean mentions(String column) {
    return elements.stream()
            .anyMatch(
                element ->
                    column.equals(element.column())
                        || (element.expression() != null
                            && element.expression().columns().contains(column)))
        || include.contains(column)
        || (predicate != null && predicate.columns().contains(column));
  }

  public Index withName(QualifiedName value) {
    return new Index(
        value,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withTable(QualifiedName value) {
    return new Index(
        name,
        value,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withPrimary(boolean value) {
    return new Index(
        name,
        table,
        unique,
        value,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withValid(boolean value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        value,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withElements(List<IndexElement> value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        value,
        include,
        predicate,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withInclude(List<String> value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        value,
        predicate,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withPredicate(@Nullable Expression value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        value,
        constraint,
        parent,
        definition,
        comment);
  }

  public Index withConstraint(@Nullable String value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        value,
        parent,
        definition,
        comment);
  }

  public Index withParent(@Nullable QualifiedName value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        value,
        definition,
        comment);
  }

  public Index withDefinition(String value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        parent,
        value,
        comment);
  }

  public Index withComment(@Nullable String value) {
    return new Index(
        name,
        table,
        unique,
        primary,
        valid,
        nullsNotDistinct,
        method,
        elements,
        include,
        predicate,
        constraint,
        parent,
        definition,
        value);
  }
}
