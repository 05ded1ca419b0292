package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Index;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import java.util.stream.Stream;

/**
 * SQLSTATE 2BP01: the index of a PRIMARY KEY, UNIQUE or EXCLUDE constraint goes with the
 * constraint.
 */
final class DropIndexOfConstraint implements Rule {

  @Override
  public String slug() {
    return "drop-index-of-constraint";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "The index belongs to a constraint and cannot be dropped alone";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Drop drop) || drop.kind() != ObjectKind.INDEX) {
      return Stream.empty();
    }
    return drop.objects().stream()
        .flatMap(it -> in.before().index(it).stream())
        .filter(index -> index.constraint() != null)
        .flatMap(index -> found(in, index));
  }

  private Stream<Finding> found(StatementContext in, Index index) {
    return in.finding(this)
        .on(index.table())
        .says(
            "DROP INDEX %s is refused: constraint %s of %s needs it (SQLSTATE 2BP01)",
            index.name().name(), index.constraint(), in.name(index.table()))
        .fix("ALTER TABLE %s DROP CONSTRAINT %s", index.table().sql(), index.constraint())
        .found();
  }
}
