package io.slipway.analysis;

import java.util.stream.Stream;

/**
 * One kind of harm. A rule is a class, a page {@code docs/rules/<slug>.md} that is also its test,
 * and one line in {@code Rules.ALL}; class, page and slug have the same name.
 */
public interface Rule {
  /** The class's name in kebab case: {@code set-not-null-scans-table}. */
  String slug();

  FindingClass kind();

  /** One sentence, without a full stop. */
  String title();

  /**
   * What this rule has to say about one statement. Pure; silent where it is unsure, and about
   * tables nobody uses yet.
   */
  Stream<Finding> check(StatementContext in);
}
