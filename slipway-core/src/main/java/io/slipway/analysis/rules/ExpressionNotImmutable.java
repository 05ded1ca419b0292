package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Routine;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.Expression;
import io.slipway.sql.IndexElement;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 42P17. */
final class ExpressionNotImmutable implements Rule {
  /** No form of these is immutable in 14 to 18. */
  private static final Set<String> MUTABLE =
      Set.of(
          "array_to_string",
          "clock_timestamp",
          "concat",
          "concat_ws",
          "current_database",
          "current_date",
          "current_role",
          "current_schema",
          "current_setting",
          "current_time",
          "current_timestamp",
          "current_user",
          "format",
          "gen_random_uuid",
          "localtime",
          "localtimestamp",
          "nextval",
          "now",
          "random",
          "session_user",
          "statement_timestamp",
          "timeofday",
          "to_char",
          "to_date",
          "transaction_timestamp",
          "txid_current",
          "user",
          "uuid_generate_v4",
          "uuidv4",
          "uuidv7");

  /** Immutable for timestamp, STABLE for timestamptz. */
  private static final Set<String> OF_THE_ZONE = Set.of("date_trunc", "date");

  private static final Pattern TO_DATE =
      Pattern.compile("(?i)::\\s*(date|timestamp(?!tz)|time)\\b");

  @Override
  public String slug() {
    return "expression-not-immutable";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "Indexes and generated columns take expressions that never change their value";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return switch (in.change()) {
      case Change.CreateIndex create -> {
        Stream<Expression> keys =
            create.elements().stream().map(IndexElement::expression).filter(it -> it != null);
        Stream<Expression> all = Stream.concat(keys, Stream.ofNullable(create.predicate()));
        yield first(in, create.table(), all);
      }
      case Change.AlterTable alter ->
          first(
              in,
              alter.table(),
              alter.actions().stream()
                  .map(
                      it ->
                          switch (it) {
                            case TableAction.AddColumn add -> add.column().generatedAs();
                            case TableAction.SetExpression set -> set.expression();
                            default -> null;
                          })
                  .filter(it -> it != null));
      case Change.CreateTable create ->
          first(
              in,
              create.table(),
              create.columns().stream().map(ColumnDef::generatedAs).filter(it -> it != null));
      default -> Stream.empty();
    };
  }

  private Stream<Finding> first(
      StatementContext in, QualifiedName table, Stream<Expression> expressions) {
    return expressions
        .flatMap(it -> culprit(in, table, it).stream())
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private static Optional<String> culprit(
      StatementContext in, QualifiedName table, Expression expression) {
    for (QualifiedName function : expression.functions()) {
      if (isMutable(in, function)) return Optional.of(function.name());
    }
    boolean zoned =
        in.table(table).stream()
            .flatMap(it -> it.columns().stream())
            .filter(it -> expression.columns().contains(it.name()))
            .anyMatch(it -> it.type().name().equals("timestamptz"));
    if (!zoned || expression.sql().toLowerCase(Locale.ROOT).contains("at time zone")) {
      return Optional.empty();
    }
    for (QualifiedName function : expression.functions()) {
      if (OF_THE_ZONE.contains(function.name())
          && expression.functions().stream().noneMatch(it -> it.name().equals("timezone"))) {
        return Optional.of(function.name() + " of a timestamptz");
      }
    }
    return TO_DATE.matcher(expression.sql()).find()
        ? Optional.of("the cast of a timestamptz")
        : Optional.empty();
  }

  /** A function in SQL may be inlined, and then its body decides. */
  private static boolean isMutable(StatementContext in, QualifiedName function) {
    List<Routine> own = in.before().routines(function);
    if (!own.isEmpty()) {
      return own.stream().allMatch(it -> it.volatility() != 'i' && !it.language().equals("sql"));
    }
    return (function.schema() == null || function.schema().equals("pg_catalog"))
        && MUTABLE.contains(function.name());
  }

  private Stream<Finding> found(StatementContext in, String culprit) {
    return in.finding(this)
        .says(
            "%s is not IMMUTABLE: its value may change with time or session (SQLSTATE 42P17)",
            culprit)
        .fix(
            "Keep it out of the expression; for a timestamptz name the zone: (at AT TIME ZONE "
                + "'UTC')")
        .found();
  }
}
