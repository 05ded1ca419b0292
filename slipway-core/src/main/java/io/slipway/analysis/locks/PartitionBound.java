package io.slipway.analysis.locks;

import io.slipway.catalog.Constraint;
import io.slipway.catalog.Table;
import io.slipway.sql.ConstraintDef.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FOR VALUES … over one key column, and whether a table's validated CHECKs prove it, so that ATTACH
 * need not read the table. Reads the usual spellings; anything else counts as unproven.
 *
 * @param column the partition key; empty where the key is not one plain column
 * @param conditions what each row of the partition fulfils, without blanks, casts, parentheses
 */
record PartitionBound(String column, List<String> conditions) {
  private static final Pattern KEY =
      Pattern.compile("(?is)^\\s*(range|list)\\s*\\(\\s*\"?(\\w+)\"?\\s*\\)\\s*$");
  private static final Pattern RANGE =
      Pattern.compile("(?is).*from\\s*\\((.*?)\\)\\s*to\\s*\\((.*?)\\)\\s*$");
  private static final Pattern LIST = Pattern.compile("(?is).*\\bin\\s*\\((.*)\\)\\s*$");

  static PartitionBound of(String partitionBy, String bound) {
    Matcher key = KEY.matcher(partitionBy);
    if (!key.matches()) return new PartitionBound("", List.of());
    String column = key.group(2);
    return new PartitionBound(column, conditions(column, bound));
  }

  private static List<String> conditions(String column, String bound) {
    Matcher range = RANGE.matcher(bound);
    if (range.matches()) return range(column, range.group(1), range.group(2));
    Matcher list = LIST.matcher(bound);
    if (!list.matches()) return List.of();
    String values = bare(list.group(1));
    return List.of(column + (values.contains(",") ? "in" : "=") + values);
  }

  private static List<String> range(String column, String from, String to) {
    List<String> conditions = new ArrayList<>();
    if (!from.strip().equalsIgnoreCase("minvalue")) conditions.add(column + ">=" + bare(from));
    if (!to.strip().equalsIgnoreCase("maxvalue")) conditions.add(column + "<" + bare(to));
    return conditions;
  }

  /** The bound also excludes NULL, which a CHECK lets through. */
  boolean isProvenFor(Table table) {
    if (conditions.isEmpty() || !NotNullProof.holds(table, column, Set.of())) return false;
    List<String> checks = checks(table);
    return conditions.stream().allMatch(it -> checks.stream().anyMatch(check -> has(check, it)));
  }

  private static boolean has(String check, String condition) {
    return List.of(check.split("&")).contains(condition);
  }

  /** NOT (bound), or its two ends turned round. */
  boolean isExcludedFrom(Table table) {
    if (conditions.isEmpty()) return false;
    String denied = "not" + String.join("&", conditions);
    String turned = String.join("|", conditions.stream().map(PartitionBound::turn).toList());
    return checks(table).stream().anyMatch(it -> it.equals(denied) || it.equals(turned));
  }

  private static String turn(String condition) {
    if (condition.contains(">=")) return condition.replace(">=", "<");
    if (condition.contains("<")) return condition.replace("<", ">=");
    return condition.replaceFirst("=", "<>");
  }

  private static List<String> checks(Table table) {
    return table.constraints().stream()
        .filter(it -> it.kind() == Kind.CHECK && it.validated() && it.enforced())
        .map(Constraint::check)
        .filter(it -> it != null)
        .map(it -> bare(it.sql()))
        .toList();
  }

  private static String bare(String sql) {
    return sql.toLowerCase(Locale.ROOT)
        .replaceAll("::\\s*[a-z_ ]+(\\(\\d+\\))?", "")
        .replaceAll("\\s+and\\s+", "&")
        .replaceAll("\\s+or\\s+", "|")
        .replaceAll("\\b(date|timestamp|timestamptz)\\s+'", "'")
        .replaceAll("[\\s()\"]+", "");
  }
}
