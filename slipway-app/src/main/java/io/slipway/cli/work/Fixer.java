package io.slipway.cli.work;

import io.slipway.catalog.Catalog;
import io.slipway.migration.Migration;
import io.slipway.migration.Runner;
import io.slipway.plan.Fix;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Writes files anew that block, one after the other, each against the schema before it. */
public final class Fixer {
  private final ServerVersion server;
  private final SqlParser parser;
  private final Catalog catalog;

  public Fixer(ServerVersion server, SqlParser parser, Catalog before) {
    this.server = server;
    this.parser = parser;
    this.catalog = before.copy();
  }

  /** A file and what became of it. */
  public record Fixed(String file, String before, Fix fix) {}

  /**
   * @param wanted the others only change the schema
   */
  public List<Fixed> fix(List<Migration> migrations, Predicate<Migration> wanted) {
    List<Fixed> all = new ArrayList<>();
    for (Migration it : migrations) {
      boolean together = it.transactions() != Runner.Transactions.NONE;
      // A changeset is a part of its file, a section too: what is blank elsewhere must not be
      // written.
      boolean whole = it.runner() != Runner.LIQUIBASE && it.down() == null;
      if (wanted.test(it) && whole) all.add(fix(it.file(), it.up(), together));
      Workbench.advance(catalog, it.up());
    }
    return all;
  }

  private Fixed fix(String file, Script script, boolean together) {
    return new Fixed(file, script.text(), Fix.of(script, catalog, together, server, parser));
  }
}
