package io.slipway.plan;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.Identifier;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A way back that loses no row: tables and types that the script drops move to a schema of their
 * own instead, exact and in a moment, and statements that only take rows away are left out.
 */
public final class KeptData {
  private final Script down;
  private final Catalog catalog;
  private final String schema;
  private final Set<QualifiedName> moved = new LinkedHashSet<>();

  private KeptData(Script down, Catalog catalog, String schema) {
    this.down = down;
    this.catalog = catalog;
    this.schema = schema;
  }

  /**
   * The script, rewritten.
   *
   * @param schema where tables and types go; made by the script
   * @throws SlipwayException if the script may drop rows in a way that cannot be seen or kept
   */
  public static String rewrite(Script down, Catalog catalog, String schema) {
    return new KeptData(down, catalog, schema).rewritten();
  }

  private String rewritten() {
    List<String> sql = new ArrayList<>();
    for (Statement statement : down.statements()) {
      if (statement.change() instanceof Change.Drop drop && drop.kind() == ObjectKind.TABLE) {
        drop.objects().forEach(name -> catalog.table(name).ifPresent(it -> moved.add(it.name())));
      }
    }
    down.statements().forEach(statement -> kept(statement).forEach(sql::add));
    if (!moved.isEmpty()) sql.addFirst("CREATE SCHEMA IF NOT EXISTS " + Identifier.quote(schema));
    return sql.isEmpty() ? "" : String.join(";\n", sql) + ";\n";
  }

  private Stream<String> kept(Statement statement) {
    return switch (statement.change()) {
      case Change.Drop drop when drop.kind() == ObjectKind.TABLE ->
          drop.objects().stream().flatMap(name -> catalog.table(name).stream()).flatMap(this::move);
      case Change.Drop drop
          when drop.kind() == ObjectKind.TYPE || drop.kind() == ObjectKind.DOMAIN ->
          drop.objects().stream()
              .flatMap(name -> catalog.type(name).stream())
              .map(type -> "ALTER TYPE " + type.name().sql() + " SET SCHEMA " + target());
      case Change.Drop drop when drop.kind() == ObjectKind.SCHEMA -> throw refused(statement);
      case Change.Query query when query.target() != null -> Stream.of();
      case Change.Truncate ignored -> Stream.of();
      case Change.DoBlock ignored -> throw refused(statement);
      case Change.AlterTable alter
          when alter.actions().stream().anyMatch(TableAction.DropColumn.class::isInstance) ->
          throw refused(statement);
      default -> Stream.of(statement.text());
    };
  }

  /** What ties a kept table to those that stay is cut: nobody must wait for a table nobody uses. */
  private Stream<String> move(Table table) {
    Stream<String> ties =
        table.constraints().stream()
            .filter(it -> it.kind() == ConstraintDef.Kind.FOREIGN_KEY && !staysTogether(it))
            .map(it -> alter(table) + "DROP CONSTRAINT " + Identifier.quote(it.name()));
    return Stream.concat(ties, Stream.of(alter(table) + "SET SCHEMA " + target()));
  }

  private boolean staysTogether(Constraint foreignKey) {
    return foreignKey.references() != null && moved.contains(foreignKey.references());
  }

  private static String alter(Table table) {
    return "ALTER TABLE " + table.name().sql() + " ";
  }

  private String target() {
    return Identifier.quote(schema);
  }

  private SlipwayException refused(Statement statement) {
    return new SlipwayException(
        Problem.of(
                "PLAN-11",
                Problem.Kind.VALIDATION,
                "rows cannot be kept through " + statement.kind(),
                "What it drops is not a table that could be moved aside. Nothing was changed.",
                "Take it back without --keep-data, or write the way back as DROP TABLE and DROP"
                    + " TYPE.")
            .at(down.name(), statement.span().line()));
  }
}
