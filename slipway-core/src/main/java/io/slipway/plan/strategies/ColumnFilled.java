package io.slipway.plan.strategies;

import io.slipway.catalog.Table;
import io.slipway.catalog.Trigger;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.plan.rewrite.Names;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ADD COLUMN whose value is another for each row: the column comes empty, the default binds new
 * rows, the others are filled in chunks, and NOT NULL and identity come last.
 */
final class ColumnFilled {
  private final StatementContext context;
  private final Table table;
  private final ColumnDef column;
  private final String type;
  private final @Nullable QualifiedName sequence;
  private final String value;

  private ColumnFilled(StatementContext context, Table table, ColumnDef column) {
    this.context = context;
    this.table = table;
    this.column = column;
    this.type = plainType(column);
    this.sequence = counts(column) ? freshSequence() : null;
    this.value = value();
  }

  static Optional<Proposal> proposal(
      StatementContext context, Table table, TableAction.AddColumn action) {
    ColumnDef column = action.column();
    boolean each = counts(column) || column.defaultValue() != null;
    if (context.harm() != Harm.LONG && !context.forced()) return Optional.empty();
    if (!each || column.generated() != Generated.NONE) return Optional.empty();
    if (!column.constraints().isEmpty() || namesSequence(column)) return Optional.empty();
    return Optional.of(new ColumnFilled(context, table, column).proposal());
  }

  private static boolean counts(ColumnDef column) {
    return column.type().isSerial() || column.identity() != Identity.NONE;
  }

  /** SEQUENCE NAME is the author's own. */
  private static boolean namesSequence(ColumnDef column) {
    return Tokens.find(Tokens.of(identityOptions(column)), 0, "NAME").isPresent();
  }

  /** {@code START WITH 100 INCREMENT BY 10}, as written in the brackets after IDENTITY. */
  private static String identityOptions(ColumnDef column) {
    if (column.identity() == Identity.NONE) return "";
    List<Token> tokens = Tokens.of(column.sql());
    int open = Tokens.find(tokens, 0, "IDENTITY").orElseThrow() + 1;
    if (open >= tokens.size() || !tokens.get(open).is("(")) return "";
    int close = Tokens.afterGroup(tokens, open) - 1;
    return " " + column.sql().substring(tokens.get(open).end(), tokens.get(close).start()).strip();
  }

  private static String plainType(ColumnDef column) {
    return switch (column.type().isSerial() ? column.type().name() : "") {
      case "serial", "serial4" -> "integer";
      case "bigserial", "serial8" -> "bigint";
      case "smallserial", "serial2" -> "smallint";
      default -> column.type().sql();
    };
  }

  /**
   * PostgreSQL's own name for a serial's sequence; a helper's for identity, which makes its own.
   */
  private QualifiedName freshSequence() {
    String base = table.name().name() + "_" + column.name();
    String suffix = column.type().isSerial() ? "seq" : "seq_new";
    return table
        .name()
        .sibling(
            Names.fresh(
                base, suffix, it -> context.before().table(table.name().sibling(it)).isPresent()));
  }

  private String value() {
    if (sequence != null) return "nextval(" + Identifier.literal(sequence.sql()) + "::regclass)";
    Expression expression = column.defaultValue();
    return expression == null ? "NULL" : expression.sql();
  }

  private Proposal proposal() {
    List<Step> migrate = new ArrayList<>();
    migrate.add(backfill());
    if (column.notNull() || counts(column))
      migrate.addAll(NotNull.verified(context, table, column.name()));
    if (column.identity() != Identity.NONE) migrate.add(identity());
    return new Proposal(
        "its value is another for each row: ADD COLUMN would rewrite %s while it stops readers and writers"
            .formatted(table.name()),
        List.of(added()),
        migrate,
        List.of(),
        List.of());
  }

  private String alter() {
    return "ALTER TABLE " + table.name().sql() + " ";
  }

  private String quoted() {
    return Identifier.quote(column.name());
  }

  private Step added() {
    String collate =
        column.collation() == null ? "" : " COLLATE " + Definitions.collation(column.collation());
    List<String> sql = new ArrayList<>();
    sql.add(alter() + "ADD COLUMN " + quoted() + " " + type + collate);
    if (sequence != null) {
      sql.add(
          "CREATE SEQUENCE %s AS %s%s OWNED BY %s"
              .formatted(sequence.sql(), type, identityOptions(column), owner()));
    }
    sql.add(alter() + "ALTER COLUMN " + quoted() + " SET DEFAULT " + value);
    return Drafts.brief(
        "add column " + table.name() + "." + column.name() + ", empty, with its default",
        Drafts.undo(alter() + "DROP COLUMN IF EXISTS " + quoted()),
        sql);
  }

  private String owner() {
    return table.name().sql() + "." + quoted();
  }

  private Step backfill() {
    return new Step.Backfill(
        "",
        "fill " + table.name() + "." + column.name(),
        table.name(),
        Keys.toWalk(context.before(), table),
        new Step.RowAction.Update(quoted() + " = " + value),
        quoted() + " IS NULL",
        true,
        table.triggers().stream().anyMatch(ColumnFilled::firesOnUpdate),
        context.instruction().backfill(),
        new Undo.Nothing());
  }

  private static boolean firesOnUpdate(Trigger trigger) {
    return trigger.enabled() != 'D' && trigger.events().contains("UPDATE");
  }

  /** The identity's sequence goes on where the helper stands; nobody can insert meanwhile. */
  private Step identity() {
    QualifiedName helper = java.util.Objects.requireNonNull(sequence);
    String name =
        Names.fresh(
            table.name().name() + "_" + column.name(),
            "seq",
            it -> context.before().table(table.name().sibling(it)).isPresent());
    String own = table.name().sibling(name).sql();
    return Drafts.brief(
        "make " + table.name() + "." + column.name() + " an identity column",
        Drafts.undo(alter() + "ALTER COLUMN " + quoted() + " DROP IDENTITY IF EXISTS"),
        alter() + "ALTER COLUMN " + quoted() + " DROP DEFAULT",
        alter()
            + "ALTER COLUMN "
            + quoted()
            + " ADD "
            + Definitions.identity(column.identity())
            + " AS IDENTITY (SEQUENCE NAME "
            + own
            + identityOptions(column)
            + ")",
        "SELECT setval(%s, nextval(%s), false)"
            .formatted(Identifier.literal(own), Identifier.literal(helper.sql())),
        "DROP SEQUENCE " + helper.sql());
  }
}
