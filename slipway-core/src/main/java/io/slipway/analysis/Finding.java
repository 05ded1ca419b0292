package io.slipway.analysis;

import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A rule that fired on a statement.
 *
 * @param rule the rule's slug: {@code set-not-null-scans-table}
 * @param statement 0-based index of the statement in its script
 * @param line 1-based line in the file
 * @param column 1-based column in the file
 * @param message one or two sentences: what happens, on which table, with which lock
 * @param fix what to do instead, one sentence
 * @param relation the relation that suffers
 * @param lock the lock that hurts
 * @param rows estimated rows of {@code relation}; -1 where unknown
 * @param recipe R1–R20 where a recipe of the house applies
 */
public record Finding(
    String rule,
    FindingClass kind,
    Severity severity,
    int statement,
    int line,
    int column,
    String message,
    String fix,
    @Nullable QualifiedName relation,
    @Nullable LockMode lock,
    long rows,
    @Nullable String recipe) {
  /** The same harm, taken more or less seriously. */
  public Finding weighing(Severity severity) {
    return new Finding(
        rule, kind, severity, statement, line, column, message, fix, relation, lock, rows, recipe);
  }
}
