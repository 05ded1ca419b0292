package io.slipway.catalog;

import io.slipway.sql.Change;
import io.slipway.sql.Change.DoBlock;
import io.slipway.sql.Change.Nested;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.regex.Pattern;

/** DO: what its body does for certain, and what it makes where that is missing. */
final class Blocks {
  /** {@code IF NOT EXISTS (…) THEN CREATE}, or CREATE with {@code EXCEPTION WHEN duplicate_…}. */
  private static final Pattern GUARD =
      Pattern.compile("(?is)\\bnot\\s+exists\\b|\\bwhen\\s+(?:duplicate_|others)|\\bis\\s+null\\b");

  private final Catalog catalog;

  Blocks(Catalog catalog) {
    this.catalog = catalog;
  }

  void apply(DoBlock block) {
    boolean guarded = GUARD.matcher(block.body()).find();
    for (Nested nested : block.nested()) {
      boolean runs = !nested.conditional() || guarded && makesWhatIsMissing(nested.change());
      if (runs && !(nested.change() instanceof Change.Transaction)) {
        Replay.apply(nested.change(), catalog);
      }
    }
  }

  private boolean makesWhatIsMissing(Change change) {
    if (change instanceof Change.CreateTable create) return missing(create.table());
    if (change instanceof Change.CreateTableAs create) return missing(create.table());
    if (change instanceof Change.CreateSequence create) return missing(create.sequence());
    if (change instanceof Change.CreateView create) return missing(create.view());
    if (change instanceof Change.CreateType create) return catalog.type(create.type()).isEmpty();
    if (change instanceof Change.CreateDomain create) {
      return catalog.type(create.domain()).isEmpty();
    }
    if (change instanceof Change.AlterEnum alter) return alter.adds();
    if (change instanceof Change.CreateIndex create) {
      return create.name() == null || missing(create.table().sibling(create.name()));
    }
    if (change instanceof Change.CreatePolicy create) {
      return catalog.policies(create.table()).stream()
          .noneMatch(it -> it.name().equals(create.name()));
    }
    if (change instanceof Change.CreateTrigger create) {
      return catalog.table(create.table()).stream()
          .flatMap(it -> it.triggers().stream())
          .noneMatch(it -> it.name().equals(create.name()));
    }
    if (change instanceof Change.AlterTable alter) return onlyAdds(alter);
    return change instanceof Change.CreateRoutine;
  }

  private boolean missing(QualifiedName relation) {
    return !catalog.hasRelation(catalog.resolve(relation));
  }

  private boolean onlyAdds(Change.AlterTable alter) {
    return alter.actions().stream().allMatch(action -> adds(alter.table(), action));
  }

  private boolean adds(QualifiedName table, TableAction action) {
    if (action instanceof TableAction.AddColumn add) {
      return catalog.table(table).flatMap(it -> it.column(add.column().name())).isEmpty();
    }
    if (action instanceof TableAction.AddConstraint add) {
      String name = add.constraint().name();
      return name == null || catalog.table(table).flatMap(it -> it.constraint(name)).isEmpty();
    }
    return false;
  }
}
