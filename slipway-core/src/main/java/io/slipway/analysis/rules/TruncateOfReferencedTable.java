package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.catalog.Catalog;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQLSTATE 0A000. */
final class TruncateOfReferencedTable implements Rule {

  @Override
  public String slug() {
    return "truncate-of-referenced-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "A table others point to cannot be truncated alone";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.inBody() || !(in.change() instanceof Change.Truncate truncate) || truncate.cascade()) {
      return Stream.empty();
    }
    Set<QualifiedName> all =
        truncate.tables().stream()
            .map(in.before()::resolve)
            .collect(Collectors.toUnmodifiableSet());
    return all.stream()
        .flatMap(it -> in.before().inboundForeignKeys(it).stream())
        .filter(it -> !all.contains(it.table()))
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private Stream<Finding> found(StatementContext in, Catalog.Inbound inbound) {
    return in.finding(this)
        .says(
            "TRUNCATE is refused: foreign key %s of %s points here (SQLSTATE 0A000)",
            inbound.constraint().name(), in.name(inbound.table()))
        .fix("Name both tables in one TRUNCATE; CASCADE empties everything that points here")
        .found();
  }
}
