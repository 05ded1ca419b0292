package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Table;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SQLSTATE 42P17, 42P16 or 42809: what CREATE … PARTITION OF and ATTACH PARTITION refuse. */
final class PartitionDoesNotFit implements Rule {
  private static final Pattern LIST = Pattern.compile("(?is).*\\bin\\s*\\((.*)\\)\\s*");
  private static final Pattern RANGE =
      Pattern.compile(
          "(?is).*\\bfrom\\s*\\(\\s*'?(-?\\d{1,18})'?\\s*\\)\\s*to\\s*\\(\\s*'?(-?\\d{1,18})'?\\s*\\)\\s*");

  @Override
  public String slug() {
    return "partition-does-not-fit";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The table cannot become this partition";
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
          create.partitionOf() == null
              ? Optional.empty()
              : fault(
                  in,
                  create.partitionOf(),
                  create.partitionBound(),
                  create.defaultPartition(),
                  "42P17");
      case Change.AlterTable alter ->
          alter.actions().stream()
              .filter(TableAction.AttachPartition.class::isInstance)
              .map(TableAction.AttachPartition.class::cast)
              .flatMap(it -> attached(in, alter.table(), it).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<Fault> attached(
      StatementContext in, QualifiedName parent, TableAction.AttachPartition attach) {
    String notPartitioned = in.server().atLeast(18) ? "42809" : "42P17";
    return in.table(attach.partition())
        .filter(Table::isPartition)
        .map(it -> new Fault(in.name(it.name()) + " is a partition already", "42809"))
        .or(() -> fault(in, parent, attach.bound(), attach.defaultPartition(), notPartitioned));
  }

  private static Optional<Fault> fault(
      StatementContext in,
      QualifiedName name,
      @Nullable String bound,
      boolean isDefault,
      String notPartitioned) {
    Optional<Table> parent = new Names(in).whole(name);
    if (parent.isEmpty()) return Optional.empty();
    String by = parent.get().partitionBy();
    if (by == null) {
      return Optional.of(new Fault(in.name(name) + " is not partitioned", notPartitioned));
    }
    for (Table sibling : in.before().children(name)) {
      if (isDefault && sibling.defaultPartition()) {
        return Optional.of(
            new Fault(in.name(sibling.name()) + " is the default partition already", "42P17"));
      }
      if (bound != null && overlap(bound, sibling.partitionBound())) {
        return Optional.of(
            new Fault("it would overlap with partition " + in.name(sibling.name()), "42P17"));
      }
    }
    return bound == null || isDefault || isOfKind(by, bound)
        ? Optional.empty()
        : Optional.of(new Fault("the bound is not one of PARTITION BY " + by, "42P16"));
  }

  private static boolean isOfKind(String partitionBy, String bound) {
    return switch (partitionBy.strip().split("[\\s(]", 2)[0].toLowerCase(Locale.ROOT)) {
      case "range" -> bound.toLowerCase(Locale.ROOT).contains("from");
      case "list" -> LIST.matcher(bound).matches();
      default -> true;
    };
  }

  /** Lists with a value in common, and ranges of whole numbers; anything else counts as apart. */
  private static boolean overlap(String one, @Nullable String other) {
    if (other == null) return false;
    Matcher range = RANGE.matcher(one);
    Matcher theirs = RANGE.matcher(other);
    if (range.matches() && theirs.matches()) {
      return Long.parseLong(range.group(1)) < Long.parseLong(theirs.group(2))
          && Long.parseLong(theirs.group(1)) < Long.parseLong(range.group(2));
    }
    Matcher list = LIST.matcher(one);
    Matcher others = LIST.matcher(other);
    if (!list.matches() || !others.matches()) return false;
    Set<String> common = new HashSet<>(List.of(list.group(1).split("\\s*,\\s*")));
    common.retainAll(List.of(others.group(1).split("\\s*,\\s*")));
    return !common.isEmpty();
  }

  private Stream<Finding> found(StatementContext in, Fault fault) {
    return in.finding(this)
        .says("The partition is refused: %s (SQLSTATE %s)", fault.what(), fault.sqlState())
        .fix("Give it a bound of its own; \\d+ of the parent in psql shows those that are taken")
        .found();
  }
}
