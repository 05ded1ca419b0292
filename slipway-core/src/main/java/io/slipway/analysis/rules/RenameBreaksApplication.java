package io.slipway.analysis.rules;

import static io.slipway.postgres.LockMode.ACCESS_EXCLUSIVE;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.ObjectKind;
import io.slipway.sql.QualifiedName;
import java.util.stream.Stream;

/** The lock is short; the outage lasts until the new application is deployed everywhere. */
final class RenameBreaksApplication implements Rule {

  @Override
  public String slug() {
    return "rename-breaks-application";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.BREAKS_APP;
  }

  @Override
  public String title() {
    return "The application that runs now still uses the old name";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (!(in.change() instanceof Change.Rename rename) || !breaks(in, rename)) {
      return Stream.empty();
    }
    QualifiedName object = rename.object();
    String old =
        rename.member() == null ? in.name(object) : in.name(object) + "." + rename.member();
    return in.finding(this)
        .on(object, ACCESS_EXCLUSIVE)
        .says(
            "Renaming %s %s to %s breaks every running query that uses the old name",
            rename.kind().sql(), old, rename.newName())
        .fix(fix(rename))
        .recipe(rename.kind() == ObjectKind.COLUMN ? "R7" : "R13")
        .found();
  }

  private static boolean breaks(StatementContext in, Change.Rename rename) {
    return switch (rename.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE ->
          isSeen(in, rename) && !returns(in, rename);
      case COLUMN, SEQUENCE -> isSeen(in, rename);
      case SCHEMA ->
          in.before().tables().stream()
              .anyMatch(
                  it -> rename.object().name().equals(it.name().schema()) && in.isInUse(it.name()));
      default -> false;
    };
  }

  private static boolean isSeen(StatementContext in, Change.Rename rename) {
    return in.isInUse(rename.object()) && in.before().index(rename.object()).isEmpty();
  }

  /** The second half of a swap: the name an old table has just given away is taken again. */
  private static boolean returns(StatementContext in, Change.Rename rename) {
    return in.transaction().earlier().stream()
        .anyMatch(
            it ->
                it.change() instanceof Change.Rename other
                    && other.object().name().equals(rename.newName())
                    && other.member() == null);
  }

  private static String fix(Change.Rename rename) {
    return rename.kind() == ObjectKind.COLUMN
        ? "A new column, kept in step by a trigger until every application uses it (strategy "
            + "dual-write)"
        : "In one transaction: rename, and a view under the old name; drop the view later";
  }
}
