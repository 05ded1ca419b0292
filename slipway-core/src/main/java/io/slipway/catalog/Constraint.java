package io.slipway.catalog;

import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table, its name always known.
 *
 * @param definition as {@code pg_get_constraintdef} gives it (replayed catalogs: as written)
 * @param index the index behind PRIMARY KEY, UNIQUE, EXCLUDE
 */
public record Constraint(
    String name,
    Kind kind,
    List<String> columns,
    @Nullable Expression check,
    @Nullable QualifiedName references,
    List<String> referencedColumns,
    @Nullable String index,
    boolean validated,
    boolean enforced,
    boolean deferrable,
    String definition,
    @Nullable String comment) {
  public Constraint {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }

  public Constraint withName(String value) {
    return new Constraint(
        value,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        index,
        validated,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withColumns(List<String> value) {
    return new Constraint(
        name,
        kind,
        value,
        check,
        references,
        referencedColumns,
        index,
        validated,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withCheck(@Nullable Expression value) {
    return new Constraint(
        name,
        kind,
        columns,
        value,
        references,
        referencedColumns,
        index,
        validated,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withReferences(@Nullable QualifiedName value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        value,
        referencedColumns,
        index,
        validated,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withReferencedColumns(List<String> value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        value,
        index,
        validated,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withIndex(@Nullable String value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        value,
        validated,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withValidated(boolean value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        index,
        value,
        enforced,
        deferrable,
        definition,
        comment);
  }

  public Constraint withEnforced(boolean value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        index,
        validated,
        value,
        deferrable,
        definition,
        comment);
  }

  public Constraint withDeferrable(boolean value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        index,
        validated,
        enforced,
        value,
        definition,
        comment);
  }

  public Constraint withDefinition(String value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        index,
        validated,
        enforced,
        deferrable,
        value,
        comment);
  }

  public Constraint withComment(@Nullable String value) {
    return new Constraint(
        name,
        kind,
        columns,
        check,
        references,
        referencedColumns,
        index,
        validated,
        enforced,
        deferrable,
        definition,
        value);
  }
}
