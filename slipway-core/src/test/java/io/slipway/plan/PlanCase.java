package io.slipway.plan;

/**
 * A schema with rows, and a statement on it.
 *
 * @param random the values it makes differ from run to run
 */
public record PlanCase(
    String name, int sinceMajor, String schema, String sql, String strategy, boolean random) {
  public static PlanCase of(String strategy, String sql, String schema) {
    return new PlanCase(sql, 14, schema, sql, strategy, false);
  }

  PlanCase since(int major) {
    return new PlanCase(name, major, schema, sql, strategy, random);
  }

  PlanCase withRandomValues() {
    return new PlanCase(name, sinceMajor, schema, sql, strategy, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
