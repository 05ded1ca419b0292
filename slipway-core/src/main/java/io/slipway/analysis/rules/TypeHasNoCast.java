package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Column;
import io.slipway.catalog.TypeDef;
import io.slipway.sql.Change;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import io.slipway.sql.TableAction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * SQLSTATE 42804: ALTER TYPE uses assignment casts only, as {@code pg_cast} of 14 to 18 has them.
 */
final class TypeHasNoCast implements Rule {
  private static final Set<String> STRINGS = Set.of("text", "varchar", "bpchar");
  private static final Set<String> BUILT_IN =
      words(
          "bit bool box bytea date float4 float8 inet cidr int2 int4 int8 interval json jsonb "
              + "line macaddr macaddr8 money numeric oid path point polygon text varchar bpchar "
              + "time timetz timestamp timestamptz tsquery tsvector uuid varbit xml");
  private static final Map<String, Set<String>> CASTS =
      Map.ofEntries(
          Map.entry("bit", words("varbit")),
          Map.entry("varbit", words("bit")),
          Map.entry("box", words("polygon")),
          Map.entry("path", words("polygon")),
          Map.entry("polygon", words("path")),
          Map.entry("point", words("box")),
          Map.entry("cidr", words("inet")),
          Map.entry("inet", words("cidr")),
          Map.entry("date", words("timestamp timestamptz")),
          Map.entry("float4", words("float8 int2 int4 int8 numeric")),
          Map.entry("float8", words("float4 int2 int4 int8 numeric")),
          Map.entry("int2", words("float4 float8 int4 int8 numeric oid")),
          Map.entry("int4", words("float4 float8 int2 int8 money numeric oid")),
          Map.entry("int8", words("float4 float8 int2 int4 money numeric oid")),
          Map.entry("interval", words("time")),
          Map.entry("json", words("jsonb")),
          Map.entry("jsonb", words("json")),
          Map.entry("macaddr", words("macaddr8")),
          Map.entry("macaddr8", words("macaddr")),
          Map.entry("money", words("numeric")),
          Map.entry("numeric", words("float4 float8 int2 int4 int8 money")),
          Map.entry("oid", words("int4 int8")),
          Map.entry("time", words("interval timetz")),
          Map.entry("timestamp", words("date time timestamptz")),
          Map.entry("timestamptz", words("date time timestamp timetz")),
          Map.entry("timetz", words("time")));

  @Override
  public String slug() {
    return "type-has-no-cast";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The old type does not turn into the new one by itself";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody() || !(in.change() instanceof Change.AlterTable alter)) return Stream.empty();
    return alter.actions().stream()
        .filter(TableAction.AlterType.class::isInstance)
        .map(TableAction.AlterType.class::cast)
        .flatMap(
            it -> column(in, alter, it).stream().flatMap(column -> refused(in, alter, it, column)))
        .limit(1);
  }

  private static Optional<Column> column(
      StatementContext in, Change.AlterTable alter, TableAction.AlterType change) {
    return in.table(alter.table()).flatMap(it -> it.column(change.column()));
  }

  private Stream<Finding> refused(
      StatementContext in, Change.AlterTable alter, TableAction.AlterType change, Column column) {
    if (change.using() == null && !turns(in, column.type(), change.type())) {
      return found(in, alter, "Column " + column.name(), column.type(), change.type());
    }
    Expression value = column.defaultValue();
    boolean dropped =
        alter.actions().stream()
            .anyMatch(
                it ->
                    it instanceof TableAction.DropDefault drop
                        && drop.column().equals(column.name()));
    boolean stays = value != null && !value.isNull() && !dropped;
    return stays && !turns(in, column.type(), change.type())
        ? found(in, alter, "The default of " + column.name(), column.type(), change.type())
        : Stream.empty();
  }

  /** True also where it is not known. */
  private static boolean turns(StatementContext in, SqlType from, SqlType to) {
    boolean arrays = from.arrayDimensions() > 0;
    if (arrays != to.arrayDimensions() > 0) {
      // An array of anything becomes text, nothing becomes an array.
      return arrays ? STRINGS.contains(to.name()) : !isKnown(in, from) || !isKnown(in, to);
    }
    if (from.name().equals(to.name()) || STRINGS.contains(to.name()) && !arrays) return true;
    if (!isKnown(in, from) || !isKnown(in, to)) return true;
    return CASTS.getOrDefault(from.name(), Set.of()).contains(to.name());
  }

  private static boolean isKnown(StatementContext in, SqlType type) {
    if (type.schema() == null && BUILT_IN.contains(type.name())) return true;
    return in.before()
        .type(new QualifiedName(type.schema(), type.name()))
        .filter(TypeDef.EnumType.class::isInstance)
        .isPresent();
  }

  private Stream<Finding> found(
      StatementContext in, Change.AlterTable alter, String what, SqlType from, SqlType to) {
    return in.finding(this)
        .on(alter.table())
        .says("%s does not turn from %s into %s by itself (SQLSTATE 42804)", what, from, to)
        .fix(
            "Say how: USING for the values; DROP DEFAULT before and SET DEFAULT after for the default")
        .found();
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }
}
