package io.slipway.plan.strategies;

import io.slipway.catalog.Belonging;
import io.slipway.catalog.Column;
import io.slipway.catalog.Constraint;
import io.slipway.catalog.Index;
import io.slipway.catalog.Table;
import io.slipway.catalog.View;
import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.plan.Undo;
import io.slipway.plan.rewrite.Names;
import io.slipway.plan.rewrite.Token;
import io.slipway.plan.rewrite.Tokens;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef.Generated;
import io.slipway.sql.ColumnDef.Identity;
import io.slipway.sql.ConstraintDef.Kind;
import io.slipway.sql.Expression;
import io.slipway.sql.Identifier;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The phases of a table that is copied into its new shape. */
final class BlueGreenPlan {
  private final StatementContext context;
  private final Table blue;
  private final Table after;
  private final Sides sides;
  private final Capture capture;
  private final SourceSignature signature;

  BlueGreenPlan(StatementContext context, Table blue) {
    this.context = context;
    this.blue = blue;
    this.after = Chosen.after(context, blue.name());
    refuse();
    String schema = Names.fresh("slipway_" + blue.name().name(), "green", it -> false);
    String held = Names.fresh("slipway_" + blue.name().name(), "held", it -> false);
    this.sides = new Sides(blue.name(), schema, held);
    this.capture = new Capture(schema, key(blue).orElseThrow());
    this.signature = new SourceSignature(blue.name(), QualifiedName.of(schema, "slipway_source"));
  }

  /**
   * Where the two tables are.
   *
   * @param table the name the application knows
   */
  record Sides(QualifiedName table, String greenSchema, String heldSchema) {
    QualifiedName green() {
      return table.in(greenSchema);
    }

    QualifiedName held() {
      return table.in(heldSchema);
    }
  }

  Proposal proposal() {
    TableSwitch tableSwitch = new TableSwitch(context, blue, sides, capture, signature);
    List<Step> migrate = new ArrayList<>();
    migrate.add(
        new Step.Copy(
            "",
            "copy " + blue.name(),
            copy(),
            context.instruction().backfill(),
            new Undo.Nothing()));
    migrate.addAll(indexes());
    migrate.addAll(clustered());
    migrate.add(new Step.Drain("", blue.name() + " and its copy are alike", copy()));
    return new Proposal(
        "it rewrites %s under a lock; a copy is made while the application works, and takes its place in a moment"
            .formatted(size()),
        List.of(made(), captured()),
        migrate,
        tableSwitch.steps(copy(), back()),
        warnings());
  }

  private String size() {
    return blue.rows() < 0
        ? blue.name().toString()
        : "about %,d rows of %s".formatted(blue.rows(), blue.name());
  }

  // ---- what it cannot carry is known before anything is made

  private void refuse() {
    List<String> bound = new ArrayList<>();
    context.before().belongings(blue.name()).stream()
        .filter(it -> it.kind() == Belonging.Kind.BOUND)
        .forEach(it -> bound.add(it.after()));
    if (!blue.parents().isEmpty()) bound.add("its parent " + blue.parents().getFirst());
    if (!context.before().children(blue.name()).isEmpty()) bound.add("tables that inherit from it");
    for (View view : context.before().viewsOn(blue.name())) {
      if (view.materialized()) bound.add("materialized view " + view.name());
      else if (!ViewText.isKnown(view)
          || !context.before().viewsOn(view.name()).isEmpty()
          || changesTypes()) {
        bound.add("view " + view.name());
      }
    }
    blue.constraints().stream()
        .filter(it -> it.kind() == Kind.CHECK && !it.validated())
        .forEach(it -> bound.add("CHECK " + it.name() + ", which is not validated"));
    context.before().indexesOf(blue.name()).stream()
        .filter(it -> !it.valid())
        .forEach(it -> bound.add("INVALID index " + it.name()));
    if (!bound.isEmpty()) {
      throw Refusal.of(
          Refusal.DEPENDENTS,
          context.piece(),
          blue.name() + " cannot be replaced by a copy",
          "These cannot be carried over to it: " + String.join("; ", bound) + ".",
          "Drop, validate or rebuild them in an earlier migration; to accept the lock:"
              + " -- @metadata {\"strategy\": \"direct\"}.");
    }
    if (key(blue).isEmpty()) {
      throw Refusal.of(
          Refusal.BLOCKS,
          context.piece(),
          blue.name() + " has no primary key to copy it by",
          "A row that changes while it is copied could not be found again.",
          "Give it a primary key in an earlier migration; to accept the lock: -- @metadata"
              + " {\"strategy\": \"direct\"}.");
    }
    if (!keyIsKept()) {
      throw Refusal.of(
          Refusal.BLOCKS,
          context.piece(),
          "the key of " + blue.name() + " changes its type",
          "Rows could not be compared by it: only integers may change their width.",
          "Change the type by itself: dual-write does it in place.");
    }
  }

  private boolean changesTypes() {
    return blue.columns().stream()
        .anyMatch(it -> !after.column(it.name()).map(Column::type).equals(Optional.of(it.type())));
  }

  private static Optional<List<String>> key(Table table) {
    return table.primaryKey().map(Constraint::columns);
  }

  private boolean keyIsKept() {
    return key(blue).orElseThrow().stream()
        .allMatch(
            name -> {
              Column was = blue.column(name).orElseThrow();
              Column is = after.column(name).orElse(was);
              return was.type().equals(is.type()) || isInteger(was) && isInteger(is);
            });
  }

  private static boolean isInteger(Column column) {
    return List.of("int2", "int4", "int8").contains(column.type().name());
  }

  // ---- the green table

  private Step made() {
    List<String> sql = new ArrayList<>();
    String green = sides.green().sql();
    sql.add("CREATE SCHEMA " + Identifier.quote(sides.greenSchema()));
    sql.add("CREATE SCHEMA " + Identifier.quote(sides.heldSchema()));
    sql.add(
        "CREATE %sTABLE %s (LIKE %s INCLUDING ALL EXCLUDING INDEXES EXCLUDING STATISTICS)"
            .formatted(blue.unlogged() ? "UNLOGGED " : "", green, blue.name().sql()));
    if (!blue.owner().isEmpty()) {
      sql.add("ALTER TABLE " + green + " OWNER TO " + Identifier.quote(blue.owner()));
    }
    context.before().belongings(blue.name()).stream()
        .filter(it -> it.kind() == Belonging.Kind.STORAGE)
        .forEach(it -> sql.add(it.sql(sides.green())));
    onGreen().ifPresent(sql::add);
    sql.addAll(onGreen(blue.primaryKey().orElseThrow()));
    sql.add(signature.taken());
    sql.addAll(capture.made(after, signature.truncated()));
    List<String> undo = new ArrayList<>(capture.removed());
    undo.add("DROP TABLE IF EXISTS " + signature.table().sql());
    undo.add("DROP TABLE IF EXISTS " + green);
    undo.add("DROP SCHEMA IF EXISTS " + Identifier.quote(sides.greenSchema()));
    undo.add("DROP SCHEMA IF EXISTS " + Identifier.quote(sides.heldSchema()));
    return Drafts.brief(
        "make an empty table in the shape " + blue.name() + " will have",
        Drafts.undo(undo, null),
        sql);
  }

  /** The statement itself, on the empty table; nothing where it only writes rows anew. */
  private Optional<String> onGreen() {
    if (!(context.piece().change() instanceof Change.AlterTable)) return Optional.empty();
    String sql = context.piece().sql();
    List<Token> tokens = Tokens.of(sql);
    int at = 2;
    if (tokens.get(at).is("IF")) at += 2;
    if (tokens.get(at).is("ONLY")) at++;
    int end = at;
    while (tokens.get(end + 1).is(".")) end += 2;
    return Optional.of(
        sql.substring(0, tokens.get(at).start())
            + sides.green().sql()
            + sql.substring(tokens.get(end).end()));
  }

  private Step captured() {
    List<String> sql = new ArrayList<>(capture.begun(blue.name()));
    sql.addAll(signature.armed());
    return Drafts.brief(
        "log the keys of rows of " + blue.name() + " that change from now on",
        Drafts.undo(capture.ended(blue.name()), null),
        sql);
  }

  private List<Step> indexes() {
    List<Step> steps = new ArrayList<>();
    for (Index index : context.before().indexesOf(blue.name())) {
      if (index.primary()) continue;
      Constraint constraint =
          index.constraint() == null ? null : blue.constraint(index.constraint()).orElse(null);
      steps.add(constraint == null ? index(index) : constraint(constraint));
    }
    return steps;
  }

  private Step index(Index index) {
    QualifiedName name = index.name().in(sides.greenSchema());
    List<String> sql = new ArrayList<>();
    sql.add(IndexText.on(index.definition(), index.name().name(), sides.green().sql()));
    if (index.comment() != null) sql.add(Comments.onIndex(name, index.comment()));
    return built(
        "build index " + index.name().name() + " on the copy",
        "DROP INDEX IF EXISTS " + name.sql(),
        sql);
  }

  private Step constraint(Constraint constraint) {
    return built(
        "build " + constraint.name() + " on the copy",
        "ALTER TABLE "
            + sides.green().sql()
            + " DROP CONSTRAINT IF EXISTS "
            + Identifier.quote(constraint.name()),
        onGreen(constraint));
  }

  private List<String> onGreen(Constraint constraint) {
    List<String> sql = new ArrayList<>();
    sql.add(
        "ALTER TABLE "
            + sides.green().sql()
            + " ADD "
            + Definitions.constraint(constraint.name(), constraint));
    if (constraint.comment() != null) {
      sql.add(Comments.onConstraint(sides.green(), constraint.name(), constraint.comment()));
    }
    return sql;
  }

  /** Nobody uses the copy: it may be locked for as long as it takes. */
  private static Step built(String title, String undo, List<String> sql) {
    return new Step.Ddl(
        "",
        title,
        sql,
        List.of(),
        Mode.IN_TRANSACTION,
        Patience.WATCHED,
        false,
        Drafts.JOURNAL,
        Drafts.undo(undo));
  }

  private List<Step> clustered() {
    String index = context.piece().change() instanceof Change.Cluster it ? it.index() : null;
    if (index == null) return List.of();
    return List.of(
        Drafts.watched(
            "order the copy by " + index,
            new Undo.Nothing(),
            "CLUSTER " + sides.green().sql() + " USING " + Identifier.quote(index)));
  }

  // ---- the rows

  private TableCopy copy() {
    return new TableCopy(
        blue.name(),
        sides.green(),
        capture.log(),
        capture.key(),
        copied().map(it -> new TableCopy.Mapped(it.name(), value(it))).toList(),
        copied().anyMatch(it -> it.identity() == Identity.ALWAYS));
  }

  /** Columns both tables have and somebody may write. */
  private Stream<Column> copied() {
    return blue.columns().stream()
        .filter(it -> it.generated() == Generated.NONE)
        .filter(
            it ->
                after.column(it.name()).filter(to -> to.generated() == Generated.NONE).isPresent());
  }

  private String value(Column column) {
    Column to = after.column(column.name()).orElseThrow();
    Expression using = using(column.name());
    String value =
        using == null
            ? Identifier.quote(column.name())
            : "("
                + io.slipway.plan.rewrite.ColumnText.withoutQualifier(
                    using.sql(), blue.name().name())
                + ")";
    return to.type().equals(column.type()) && using == null
        ? value
        : value + "::" + to.type().sql();
  }

  private @Nullable Expression using(String column) {
    if (!(context.piece().change() instanceof Change.AlterTable alter)) return null;
    return alter.actions().stream()
        .filter(TableAction.AlterType.class::isInstance)
        .map(TableAction.AlterType.class::cast)
        .filter(it -> it.column().equals(column))
        .map(TableAction.AlterType::using)
        .filter(it -> it != null)
        .findFirst()
        .orElse(null);
  }

  private TableCopy back() {
    return new TableCopy(
        sides.table(),
        sides.held(),
        capture.log(),
        capture.key(),
        copied()
            .map(
                it ->
                    new TableCopy.Mapped(
                        it.name(),
                        Identifier.quote(it.name())
                            + (value(it).equals(Identifier.quote(it.name()))
                                ? ""
                                : "::" + it.type().sql())))
            .toList(),
        copied().anyMatch(it -> it.identity() == Identity.ALWAYS));
  }

  private List<String> warnings() {
    return List.of(
        "%s needs room for a second copy of its rows and indexes until the old one is dropped."
            .formatted(blue.name()),
        "Until the old table is dropped every change of a row of %s also writes its key to a log."
            .formatted(blue.name()),
        "The switch waits for every transaction that is older than the last row brought over,"
            + " without a lock.");
  }
}
