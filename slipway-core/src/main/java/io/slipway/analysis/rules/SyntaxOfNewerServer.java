package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.TableAction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42601 on an older server than the syntax is of. */
final class SyntaxOfNewerServer implements Rule {
  private static final Pattern STORAGE =
      Pattern.compile("(?i)\\sstorage\\s+(?:plain|main|external|extended|default)\\b");
  private static final Pattern OVERLAPS = Pattern.compile("(?i)\\bwithout\\s+overlaps\\b");

  @Override
  public String slug() {
    return "syntax-of-newer-server";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The server is too old for the syntax";
  }

  private record Syntax(String written, int since) {}

  @Override
  public Stream<Finding> check(StatementContext in) {
    return used(in.change())
        .filter(it -> !in.server().atLeast(it.since()))
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private static Stream<Syntax> used(Change change) {
    return switch (change) {
      case Change.AlterTable alter -> alter.actions().stream().flatMap(SyntaxOfNewerServer::action);
      case Change.CreateTable create ->
          Stream.concat(
              create.columns().stream().flatMap(SyntaxOfNewerServer::column),
              create.constraints().stream().flatMap(SyntaxOfNewerServer::constraint));
      case Change.CreateIndex create ->
          create.nullsNotDistinct()
              ? Stream.of(new Syntax("NULLS NOT DISTINCT", 15))
              : Stream.empty();
      case Change.Query query ->
          query.verb().equals("MERGE") ? Stream.of(new Syntax("MERGE", 15)) : Stream.empty();
      default -> Stream.empty();
    };
  }

  private static Stream<Syntax> action(TableAction action) {
    return switch (action) {
      case TableAction.AddColumn add -> column(add.column());
      case TableAction.AddConstraint add -> constraint(add.constraint());
      case TableAction.SetExpression ignored -> Stream.of(new Syntax("SET EXPRESSION", 17));
      case TableAction.SetAccessMethod ignored -> Stream.of(new Syntax("SET ACCESS METHOD", 15));
      case TableAction.AlterConstraint change ->
          change.enforced() != null
              ? Stream.of(new Syntax("ALTER CONSTRAINT … ENFORCED", 18))
              : Stream.empty();
      default -> Stream.empty();
    };
  }

  private static Stream<Syntax> column(ColumnDef column) {
    Stream<Syntax> own =
        column.generated() == ColumnDef.Generated.VIRTUAL
            ? Stream.of(new Syntax("A generated column that is not STORED", 18))
            : STORAGE.matcher(column.sql()).find()
                ? Stream.of(new Syntax("STORAGE of a new column", 16))
                : Stream.empty();
    return Stream.concat(
        own, column.constraints().stream().flatMap(SyntaxOfNewerServer::constraint));
  }

  private static Stream<Syntax> constraint(ConstraintDef constraint) {
    if (constraint.notEnforced()) return Stream.of(new Syntax("NOT ENFORCED", 18));
    if (constraint.nullsNotDistinct()) return Stream.of(new Syntax("NULLS NOT DISTINCT", 15));
    if (constraint.kind() == ConstraintDef.Kind.NOT_NULL) {
      return Stream.of(new Syntax("NOT NULL as a constraint of the table", 18));
    }
    return OVERLAPS.matcher(constraint.sql()).find()
        ? Stream.of(new Syntax("WITHOUT OVERLAPS", 18))
        : Stream.empty();
  }

  private Stream<Finding> found(StatementContext in, Syntax syntax) {
    return in.finding(this)
        .says(
            "%s is the syntax of PostgreSQL %d: an older server cannot read it (SQLSTATE 42601)",
            syntax.written(), syntax.since())
        .fix("Write it as the older server knows it, or upgrade first")
        .found();
  }
}
