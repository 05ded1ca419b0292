package io.slipway.plan.strategies;

import io.slipway.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps for one statement, still without ids and locks: the planner gives them both.
 *
 * @param because one sentence: why this strategy
 * @param contract begins with its gate, where it has one
 * @param warnings what the person who starts the plan should know
 * @param serves what it leaves to later statements to take away
 */
public record Proposal(
    String because,
    List<Step> expand,
    List<Step> migrate,
    List<Step> contract,
    List<String> warnings,
    List<Served> serves) {
  public Proposal {
    expand = List.copyOf(expand);
    migrate = List.copyOf(migrate);
    contract = List.copyOf(contract);
    warnings = List.copyOf(warnings);
    serves = List.copyOf(serves);
  }

  public Proposal(
      String because,
      List<Step> expand,
      List<Step> migrate,
      List<Step> contract,
      List<String> warnings) {
    this(because, expand, migrate, contract, warnings, List.of());
  }

  public static Proposal expanding(String because, List<Step> steps) {
    return new Proposal(because, steps, List.of(), List.of(), List.of());
  }

  public Proposal warning(String... more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(List.of(more));
    return new Proposal(because, expand, migrate, contract, all, serves);
  }

  Proposal serving(Served served) {
    return new Proposal(because, expand, migrate, contract, warnings, List.of(served));
  }
}
