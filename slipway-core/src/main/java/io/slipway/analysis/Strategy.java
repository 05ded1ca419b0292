package io.slipway.analysis;

import java.util.Locale;
import java.util.Map;

/** How a change is made online, cheapest first; {@code docs/strategies} explains each. */
public enum Strategy {
  DIRECT,
  NATIVE_ONLINE,
  EXPAND_CONTRACT,
  PROGRESSIVE,
  DUAL_WRITE,
  BLUE_GREEN_TABLE;

  /** What answers a rule; rules that are not here are answered by writing the statement anew. */
  private static final Map<String, Strategy> BY_RULE =
      Map.ofEntries(
          Map.entry("create-index-blocks-writes", NATIVE_ONLINE),
          Map.entry("drop-index-blocks-table", NATIVE_ONLINE),
          Map.entry("reindex-blocks-table", NATIVE_ONLINE),
          Map.entry("add-unique-blocks-table", NATIVE_ONLINE),
          Map.entry("add-primary-key-blocks-table", NATIVE_ONLINE),
          Map.entry("primary-key-using-index-scans-table", NATIVE_ONLINE),
          Map.entry("add-check-scans-table", NATIVE_ONLINE),
          Map.entry("add-foreign-key-scans-tables", NATIVE_ONLINE),
          Map.entry("validate-in-same-transaction", NATIVE_ONLINE),
          Map.entry("set-not-null-scans-table", NATIVE_ONLINE),
          Map.entry("add-column-constraint-scans-table", NATIVE_ONLINE),
          Map.entry("attach-partition-scans-table", NATIVE_ONLINE),
          Map.entry("detach-partition-blocks-table", NATIVE_ONLINE),
          Map.entry("new-partition-locks-parent", NATIVE_ONLINE),
          Map.entry("new-partition-scans-default", NATIVE_ONLINE),
          Map.entry("refresh-blocks-readers", NATIVE_ONLINE),
          Map.entry("drop-column-breaks-application", EXPAND_CONTRACT),
          Map.entry("drop-table-loses-data", EXPAND_CONTRACT),
          Map.entry("drop-default-breaks-writers", EXPAND_CONTRACT),
          Map.entry("required-column-without-default", EXPAND_CONTRACT),
          Map.entry("add-column-rewrites-table", PROGRESSIVE),
          Map.entry("rows-changed-in-one-transaction", PROGRESSIVE),
          Map.entry("update-without-where", PROGRESSIVE),
          Map.entry("delete-without-where", PROGRESSIVE),
          Map.entry("backfill-holds-locks", PROGRESSIVE),
          Map.entry("rename-breaks-application", DUAL_WRITE),
          Map.entry("change-type-rewrites-table", DUAL_WRITE),
          Map.entry("change-type-rebuilds-dependents", DUAL_WRITE),
          Map.entry("set-expression-rewrites-table", DUAL_WRITE),
          Map.entry("add-exclude-blocks-table", BLUE_GREEN_TABLE),
          Map.entry("vacuum-full-rewrites-table", BLUE_GREEN_TABLE),
          Map.entry("cluster-rewrites-table", BLUE_GREEN_TABLE),
          Map.entry("storage-change-rewrites-table", BLUE_GREEN_TABLE));

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Strategy answering(Finding finding) {
    return BY_RULE.getOrDefault(finding.rule(), DIRECT);
  }
}
