package io.slipway.analysis.rules;

import io.slipway.analysis.Effects.RelationLock;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Views, foreign keys, columns of a type, triggers of a function: whatever depends on it at that
 * moment.
 */
final class CascadeDropsDependents implements Rule {

  @Override
  public String slug() {
    return "cascade-drops-dependents";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.DATA_LOSS;
  }

  @Override
  public String title() {
    return "CASCADE also drops what the file does not name";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    if (in.change() instanceof Change.Drop drop && drop.cascade()) {
      boolean seen = drop.objects().stream().anyMatch(it -> isSeen(in, drop, it));
      return seen ? found(in, drop.tag() + " … CASCADE") : Stream.empty();
    }
    boolean member =
        in.actions()
            .anyMatch(
                it ->
                    it instanceof TableAction.DropColumn c && c.cascade()
                        || it instanceof TableAction.DropConstraint d && d.cascade());
    return member ? found(in, "DROP … CASCADE") : Stream.empty();
  }

  private static boolean isSeen(StatementContext in, Change.Drop drop, QualifiedName object) {
    return switch (drop.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE, INDEX -> in.isInUse(object);
      case TYPE, DOMAIN -> !in.before().complete() || in.before().type(object).isPresent();
      default -> true;
    };
  }

  private Stream<Finding> found(StatementContext in, String command) {
    String also = others(in);
    return in.finding(this)
        .says(
            command
                + " drops whatever depends on it"
                + (also.isEmpty() ? "" : ": here it touches " + also))
        .fix("Name what is to be dropped, and let RESTRICT stop at what was forgotten")
        .found();
  }

  private static String others(StatementContext in) {
    Set<QualifiedName> named =
        in.change() instanceof Change.Drop drop
            ? drop.objects().stream()
                .map(in.before()::resolve)
                .collect(Collectors.toUnmodifiableSet())
            : Set.of(in.before().resolve(in.altered()));
    return in.effects().locks().stream()
        .map(RelationLock::relation)
        .filter(it -> in.before().index(it).isEmpty() && !named.contains(it))
        .map(in::name)
        .collect(Collectors.joining(", "));
  }
}
