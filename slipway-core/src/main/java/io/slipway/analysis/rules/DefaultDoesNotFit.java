package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.TypeDef;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import io.slipway.sql.TableAction;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 22P02, 22001 or 0A000. */
final class DefaultDoesNotFit implements Rule {
  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?(\\d[\\d_]*|0[xob][\\da-fA-F_]+)\\s*");
  private static final Pattern SUB_QUERY = Pattern.compile("(?i)\\(\\s*select\\b");

  @Override
  public String slug() {
    return "default-does-not-fit";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The default is no value of the column's type, or no constant expression";
  }

  private record Fault(String what, String sqlState) {}

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  private static Optional<Fault> first(StatementContext in) {
    return switch (in.change()) {
      case Change.CreateTable create ->
          create.columns().stream().flatMap(it -> fault(in, it).stream()).findFirst();
      case Change.AlterTable alter ->
          alter.actions().stream()
              .filter(TableAction.AddColumn.class::isInstance)
              .flatMap(it -> fault(in, ((TableAction.AddColumn) it).column()).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<Fault> fault(StatementContext in, ColumnDef column) {
    Expression value = column.defaultValue();
    if (value == null || value.isNull()) return Optional.empty();
    if (!value.relations().isEmpty() || SUB_QUERY.matcher(value.sql()).find()) {
      return Optional.of(new Fault("a default cannot hold a sub-query", "0A000"));
    }
    if (!value.columns().isEmpty()) {
      return Optional.of(
          new Fault(
              "a default cannot name a column (" + value.columns().getFirst() + ")", "0A000"));
    }
    String literal = value.literal();
    boolean bare = literal != null && value.sql().strip().startsWith("'");
    if (literal == null || !bare || column.type().arrayDimensions() > 0) return Optional.empty();
    return ofType(in, column.type(), literal);
  }

  private static Optional<Fault> ofType(StatementContext in, SqlType type, String literal) {
    TypeDef own = in.before().type(new QualifiedName(type.schema(), type.name())).orElse(null);
    if (own instanceof TypeDef.EnumType labels && !labels.labels().contains(literal)) {
      return Optional.of(new Fault("'" + literal + "' is no label of " + type, "22P02"));
    }
    if (own != null || type.schema() != null) return Optional.empty();
    if (INTEGERS.contains(type.name()) && !NUMBER.matcher(literal).matches()) {
      return Optional.of(new Fault("'" + literal + "' is no " + type, "22P02"));
    }
    boolean tooLong =
        type.name().equals("varchar")
            && !type.modifiers().isEmpty()
            && literal.stripTrailing().codePointCount(0, literal.stripTrailing().length())
                > type.modifiers().getFirst();
    return tooLong
        ? Optional.of(new Fault("the default is longer than " + type, "22001"))
        : Optional.empty();
  }

  private Stream<Finding> found(StatementContext in, Fault fault) {
    return in.finding(this)
        .says("%s (SQLSTATE %s)", capital(fault.what()), fault.sqlState())
        .fix(
            "Give a value of the type; what depends on other columns is for a trigger or a generated column")
        .found();
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
