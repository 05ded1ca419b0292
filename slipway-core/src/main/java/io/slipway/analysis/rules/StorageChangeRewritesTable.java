package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.stream.Stream;

/**
 * SET TABLESPACE, SET ACCESS METHOD, SET LOGGED and SET UNLOGGED copy the table under ACCESS
 * EXCLUSIVE.
 */
final class StorageChangeRewritesTable implements Rule {

  @Override
  public String slug() {
    return "storage-change-rewrites-table";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BLOCKS;
  }

  @Override
  public String title() {
    return "Moving a table to another tablespace, access method or persistence copies it";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return in.actions()
        .filter(
            it ->
                it instanceof TableAction.SetPersistence
                    || it instanceof TableAction.SetTablespace
                    || it instanceof TableAction.SetAccessMethod)
        .filter(it -> in.rewrites(in.altered()))
        .limit(1)
        .flatMap(it -> found(in));
  }

  private Stream<Finding> found(StatementContext in) {
    QualifiedName relation = in.altered();
    return in.finding(this)
        .on(relation, ACCESS_EXCLUSIVE)
        .says("All of %s%s is copied under ACCESS EXCLUSIVE", in.name(relation), in.size(relation))
        .fix(
            "A new table where it should be, filled beside the old one, and a switch (strategy "
                + "blue-green-table)")
        .found();
  }
}
