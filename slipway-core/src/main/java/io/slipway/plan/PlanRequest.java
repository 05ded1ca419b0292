package io.slipway.plan;

import io.slipway.catalog.Catalog;
import io.slipway.migration.Metadata;
import io.slipway.migration.Migration;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What a plan is made from.
 *
 * @param migration version or name: {@code 1.4}
 * @param checksum of the file's statements
 * @param instruction of the whole file
 * @param statementInstructions of single statements, by index; they replace those of the file
 * @param catalog the schema before the migration; not changed
 */
public record PlanRequest(
    String migration,
    Script script,
    String checksum,
    Instruction instruction,
    Map<Integer, Instruction> statementInstructions,
    Catalog catalog,
    PlanOptions options) {
  public PlanRequest {
    statementInstructions = Map.copyOf(statementInstructions);
  }

  /** A migration's way up, with its directives. */
  public static PlanRequest of(Migration migration, Catalog catalog, PlanOptions options) {
    Map<Integer, Instruction> each = new HashMap<>();
    boolean verbatim = migration.directives().verbatim();
    for (Statement statement : migration.up().statements()) {
      Metadata metadata = migration.directives().at(statement);
      each.put(statement.index(), Instruction.of(metadata, verbatim));
    }
    return new PlanRequest(
        migration.id(),
        migration.up(),
        migration.statementChecksum(),
        Instruction.of(migration.directives().ofFile(), verbatim),
        each,
        catalog,
        options);
  }

  public static PlanRequest of(String migration, Script script, Catalog catalog) {
    return new PlanRequest(
        migration, script, "", Instruction.NONE, Map.of(), catalog, PlanOptions.DEFAULT);
  }

  public PlanRequest with(Instruction all) {
    return new PlanRequest(
        migration, script, checksum, all, statementInstructions, catalog, options);
  }

  public Instruction instruction(int statement) {
    return statementInstructions.getOrDefault(statement, instruction);
  }
}
