package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 0A000 (42P16 for a partition key). */
final class ChangeTypeOfUsedColumn implements Rule {
  private static final String PARTITION_KEY = "the partition key";

  @Override
  public String slug() {
    return "change-type-of-used-column";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The type of a column cannot change while a view, policy, trigger, generated column "
        + "or partition key uses it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions(TableAction.AlterType.class)
        .flatMap(
            it -> user(in, it.column()).stream().flatMap(user -> found(in, it.column(), user)));
  }

  private static final Pattern WORDS = Pattern.compile("[a-z_][a-z0-9_$]*");

  /** {@code RANGE (created_at)} names it, as a column or inside an expression. */
  static boolean isPartitionKey(Table table, String column) {
    String by = table.partitionBy();
    return by != null
        && WORDS
            .matcher(by.toLowerCase(Locale.ROOT))
            .results()
            .skip(1)
            .anyMatch(it -> it.group().equals(column));
  }

  private static Optional<String> user(StatementContext in, String column) {
    QualifiedName table = in.before().resolve(in.altered());
    return in.table(table)
        .flatMap(it -> ofTable(it, column))
        .or(() -> view(in, table, column))
        .or(() -> policy(in, table, column));
  }

  private static Optional<String> ofTable(Table table, String column) {
    Optional<String> generated =
        table.columns().stream()
            .filter(it -> it.generatedAs() != null && it.generatedAs().columns().contains(column))
            .map(it -> "the generated column " + it.name())
            .findFirst();
    Optional<String> trigger =
        table.triggers().stream()
            .filter(it -> it.columns().contains(column))
            .map(it -> "the trigger " + it.name())
            .findFirst();
    Optional<String> key =
        isPartitionKey(table, column) ? Optional.of(PARTITION_KEY) : Optional.empty();
    return generated.or(() -> trigger).or(() -> key);
  }

  private static Optional<String> view(StatementContext in, QualifiedName table, String column) {
    return in.before().viewsOn(table).stream()
        .filter(
            view ->
                view.columnsUsed().stream()
                    .anyMatch(it -> it.table().equals(table) && it.column().equals(column)))
        .map(view -> "the view " + in.name(view.name()))
        .findFirst();
  }

  private static Optional<String> policy(StatementContext in, QualifiedName table, String column) {
    return in.before().policies(table).stream()
        .filter(it -> it.columns().contains(column))
        .map(it -> "the policy " + it.name())
        .findFirst();
  }

  private Stream<Finding> found(StatementContext in, String column, String user) {
    QualifiedName table = in.altered();
    boolean key = user.equals(PARTITION_KEY);
    return in.finding(this)
        .on(table)
        .says(
            "The type of %s.%s cannot change while %s uses it (SQLSTATE %s)",
            in.name(table), column, user, key ? "42P16" : "0A000")
        .fix(
            key
                ? "Make a partitioned table with the new type and move the rows"
                : "Drop " + user + " first and make it again afterwards, in the same transaction")
        .found();
  }
}
