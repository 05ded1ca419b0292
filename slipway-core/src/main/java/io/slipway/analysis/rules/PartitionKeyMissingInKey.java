package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.ConstraintDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SQLSTATE 0A000. */
final class PartitionKeyMissingInKey implements Rule {
  private static final Pattern KEYS = Pattern.compile("(?is)\\s*\\w+\\s*\\(([^()]*)\\)\\s*");

  @Override
  public String slug() {
    return "partition-key-missing-in-key";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A unique key of a partitioned table has to hold its partition key";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody()) return Stream.empty();
    return first(in).stream().flatMap(it -> found(in, it));
  }

  /** The first partition column a key leaves out. */
  private static Optional<String> first(StatementContext in) {
    return switch (in.change()) {
      case Change.CreateTable create ->
          create.partitionBy() == null
              ? Optional.empty()
              : Stream.concat(
                      create.constraints().stream(),
                      create.columns().stream().flatMap(it -> it.constraints().stream()))
                  .filter(PartitionKeyMissingInKey::isKey)
                  .flatMap(it -> missing(create.partitionBy(), it.columns()).stream())
                  .findFirst();
      case Change.AlterTable alter ->
          partitionBy(in, alter.table())
              .flatMap(
                  by ->
                      alter.actions().stream()
                          .filter(TableAction.AddConstraint.class::isInstance)
                          .map(it -> ((TableAction.AddConstraint) it).constraint())
                          .filter(PartitionKeyMissingInKey::isKey)
                          .flatMap(it -> missing(by, it.columns()).stream())
                          .findFirst());
      case Change.CreateIndex create ->
          create.unique()
              ? partitionBy(in, create.table())
                  .flatMap(
                      by ->
                          missing(
                              by,
                              create.elements().stream()
                                  .map(it -> String.valueOf(it.column()))
                                  .toList()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isKey(ConstraintDef constraint) {
    return constraint.usingIndex() == null
        && (constraint.kind() == ConstraintDef.Kind.PRIMARY_KEY
            || constraint.kind() == ConstraintDef.Kind.UNIQUE);
  }

  private static Optional<String> partitionBy(StatementContext in, QualifiedName table) {
    return in.table(table)
        .filter(it -> it.kind() == Table.Kind.PARTITIONED)
        .map(Table::partitionBy);
  }

  private static Optional<String> missing(String partitionBy, List<String> columns) {
    Matcher keys = KEYS.matcher(partitionBy);
    // A key with an expression forbids unique keys altogether; it is left to the server.
    if (!keys.matches()) return Optional.empty();
    return Stream.of(keys.group(1).split(","))
        .map(it -> it.strip().split("\\s", 2)[0].replace("\"", ""))
        .filter(it -> !columns.contains(it))
        .findFirst();
  }

  private Stream<Finding> found(StatementContext in, String column) {
    return in.finding(this)
        .says(
            "Partitions are told apart by %s, which the unique key leaves out (SQLSTATE 0A000)",
            column)
        .fix("Add %s to the key, or make the key unique in each partition by itself", column)
        .found();
  }
}
