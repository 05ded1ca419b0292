package io.slipway.check;

import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every validator by its name, made from options as a file gives them. */
public final class Validators {
  private static final Map<String, Function<Options, Check>> ALL =
      Map.ofEntries(
          Map.entry("checksums-match", ChecksumsMatch::of),
          Map.entry("column-exists", ColumnExists::of),
          Map.entry("constraint-exists", ConstraintExists::of),
          Map.entry("enum-value-exists", EnumValueExists::of),
          Map.entry("exactly-one", ExactlyOne::of),
          Map.entry("foreign-key-holds", ForeignKeyHolds::of),
          Map.entry("foreign-keys-hold", ForeignKeysHold::of),
          Map.entry("foreign-keys-are-valid", ForeignKeysAreValid::of),
          Map.entry("index-exists", IndexExists::of),
          Map.entry("object-count", ObjectCount::of),
          Map.entry("role-may", RoleMay::of),
          Map.entry("row-counts-match", RowCountsMatch::of),
          Map.entry("row-security", RowSecurity::of),
          Map.entry("sequences-are-ahead", SequencesAreAhead::of),
          Map.entry("sql", SqlExpectation::of),
          Map.entry("table-exists", TableExists::of),
          Map.entry("views-run", ViewsRun::of));

  private Validators() {}

  public static Iterable<String> names() {
    return new TreeMap<>(ALL).keySet();
  }

  /**
   * @throws SlipwayException if there is no such validator, an option is missing, unknown, or has
   *     no meaning
   */
  public static Check of(String name, Map<String, String> given) {
    Function<Options, Check> maker = ALL.get(name);
    if (maker == null) {
      throw new SlipwayException(
          Problem.of(
              "CHECK-1",
              Kind.USAGE,
              "there is no validator " + name,
              "Nothing was looked at.",
              "There are: " + String.join(", ", names()) + "."));
    }
    Options options = new Options(name, given);
    Check check = maker.apply(options);
    options.end();
    return check;
  }
}
