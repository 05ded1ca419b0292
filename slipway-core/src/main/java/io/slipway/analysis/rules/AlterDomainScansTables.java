package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.SHARE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SHARE on each such table; VALIDATE CONSTRAINT too, unlike that of a table. */
final class AlterDomainScansTables implements Rule {

  @Override
  public String slug() {
    return "alter-domain-scans-tables";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "A constraint on a domain reads every table that uses it while nobody can write";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.AlterDomain)) return Stream.empty();
    List<QualifiedName> read = in.effects().scans().stream().filter(in::isInUse).toList();
    if (read.isEmpty()) return Stream.empty();
    String names = read.stream().map(in::name).collect(Collectors.joining(", "));
    return in.finding(this)
        .on(read.getFirst(), SHARE)
        .says(
            "Every table with a column of the domain is read under SHARE: writes to %s wait", names)
        .fix(
            "A CHECK … NOT VALID on each table's column, validated there; it may read while "
                + "others write")
        .found();
  }
}
