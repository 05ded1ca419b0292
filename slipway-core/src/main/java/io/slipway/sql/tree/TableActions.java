package io.slipway.sql.tree;

import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.TableAction;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One command of ALTER TABLE and its relatives, with the tokens it was written in. */
final class TableActions {
  private final Node command;
  private final Node definition;
  private final Source source;
  private final int from;
  private final int to;

  private TableActions(Node command, Source source, int from, int to) {
    this.command = command;
    this.definition = command.get("def");
    this.source = source;
    this.from = from;
    this.to = to;
  }

  static TableAction of(Node command, Source source, int from, int to) {
    return new TableActions(command, source, from, to).map();
  }

  private TableAction map() {
    String subtype = command.text("subtype");
    TableAction action = onColumn(subtype);
    if (action == null) action = onConstraint(subtype);
    if (action == null) action = onPartition(subtype);
    if (action == null) action = onStorage(subtype);
    if (action == null) action = onSwitch(subtype);
    return action == null ? new TableAction.Unrecognised(subtype) : action;
  }

  private String name() {
    return command.text("name");
  }

  private boolean ifExists() {
    return command.flag("missing_ok");
  }

  private boolean cascade() {
    return command.text("behavior").equals("DROP_CASCADE");
  }

  private @Nullable TableAction onColumn(String subtype) {
    return switch (subtype) {
      case "AT_AddColumn" -> new TableAction.AddColumn(Columns.of(definition, source), ifExists());
      case "AT_DropColumn" -> new TableAction.DropColumn(name(), ifExists(), cascade());
      case "AT_AlterColumnType" ->
          new TableAction.AlterType(
              name(),
              Types.of(definition.get("typeName")),
              after("using", definition.get("raw_default")),
              Columns.collation(definition.get("collClause")));
      case "AT_ColumnDefault" -> {
        Expression value = after("default", definition);
        yield value == null
            ? new TableAction.DropDefault(name())
            : new TableAction.SetDefault(name(), value);
      }
      case "AT_SetNotNull" -> new TableAction.SetNotNull(name());
      case "AT_DropNotNull" -> new TableAction.DropNotNull(name());
      case "AT_SetExpression" ->
          new TableAction.SetExpression(
              name(), Expressions.of(definition, source.insideParentheses(from, to)));
      case "AT_DropExpression" -> new TableAction.DropExpression(name(), ifExists());
      case "AT_AddIdentity" -> new TableAction.AddIdentity(name(), Columns.isAlways(definition));
      case "AT_SetIdentity" -> new TableAction.SetIdentity(name());
      case "AT_DropIdentity" -> new TableAction.DropIdentity(name(), ifExists());
      case "AT_SetStatistics" -> new TableAction.SetStatistics(columnOrNumber());
      case "AT_SetStorage" -> new TableAction.SetStorage(name());
      case "AT_SetCompression" -> new TableAction.SetCompression(name());
      case "AT_SetOptions", "AT_ResetOptions" -> new TableAction.SetColumnOptions(name());
      default -> null;
    };
  }

  /** The expression after this word, to the end of the action; null where there is none. */
  private @Nullable Expression after(String word, Node expression) {
    return Expressions.orNull(expression, source.slice(source.find(from, to, word) + 1, to));
  }

  /** Columns of an index may be addressed by number. */
  private String columnOrNumber() {
    return command.has("name") ? name() : Integer.toString(command.number("num"));
  }

  private @Nullable TableAction onConstraint(String subtype) {
    return switch (subtype) {
      case "AT_AddConstraint" ->
          new TableAction.AddConstraint(Constraints.ofTable(definition, source));
      case "AT_DropConstraint" -> new TableAction.DropConstraint(name(), ifExists(), cascade());
      case "AT_ValidateConstraint" -> new TableAction.ValidateConstraint(name());
      case "AT_AlterConstraint" ->
          new TableAction.AlterConstraint(
              definition.text("conname"), definition.flag("deferrable"), enforced());
      default -> null;
    };
  }

  private @Nullable Boolean enforced() {
    return definition.flag("alterEnforceability") ? definition.flag("is_enforced") : null;
  }

  private @Nullable TableAction onPartition(String subtype) {
    return switch (subtype) {
      case "AT_AttachPartition" ->
          new TableAction.AttachPartition(
              Names.relation(definition.get("name")),
              definition.get("bound").flag("is_default"),
              bound());
      case "AT_DetachPartition" ->
          new TableAction.DetachPartition(
              Names.relation(definition.get("name")), definition.flag("concurrent"), false);
      case "AT_DetachPartitionFinalize" ->
          new TableAction.DetachPartition(Names.relation(definition.get("name")), false, true);
      case "AT_AddInherit" -> new TableAction.Inherit(Names.relation(definition));
      case "AT_DropInherit" -> new TableAction.NoInherit(Names.relation(definition));
      default -> null;
    };
  }

  /** FOR VALUES … or DEFAULT; an index is attached without a bound. */
  private String bound() {
    Node bound = definition.get("bound");
    if (bound.isAbsent()) return "";
    int start = source.find(from, to, bound.flag("is_default") ? "default" : "for");
    return source.slice(start, to);
  }

  private @Nullable TableAction onStorage(String subtype) {
    return switch (subtype) {
      case "AT_SetLogged" -> new TableAction.SetPersistence(true);
      case "AT_SetUnLogged" -> new TableAction.SetPersistence(false);
      case "AT_SetTableSpace" -> new TableAction.SetTablespace(name());
      case "AT_SetAccessMethod" -> new TableAction.SetAccessMethod(command.textOrNull("name"));
      case "AT_SetRelOptions" -> new TableAction.SetOptions(optionNames(), false);
      case "AT_ResetRelOptions" -> new TableAction.SetOptions(optionNames(), true);
      case "AT_ClusterOn" -> new TableAction.ClusterOn(name());
      case "AT_DropCluster" -> new TableAction.SetWithoutCluster();
      case "AT_ReplicaIdentity" -> replicaIdentity();
      case "AT_ChangeOwner" -> new TableAction.SetOwner(Names.role(command.get("newowner")));
      case "AT_AddOf" -> new TableAction.OfType(typeName());
      case "AT_DropOf" -> new TableAction.OfType(null);
      default -> null;
    };
  }

  private List<String> optionNames() {
    return command.list("def").stream()
        .map(
            option ->
                option.has("defnamespace")
                    ? option.text("defnamespace") + "." + option.text("defname")
                    : option.text("defname"))
        .toList();
  }

  private TableAction replicaIdentity() {
    String kind =
        switch (definition.text("identity_type")) {
          case "f" -> "FULL";
          case "n" -> "NOTHING";
          case "i" -> "USING INDEX";
          default -> "DEFAULT";
        };
    return new TableAction.ReplicaIdentity(kind, definition.textOrNull("name"));
  }

  private QualifiedName typeName() {
    return Names.builtIn(definition.list("names"));
  }

  private @Nullable TableAction onSwitch(String subtype) {
    String what = subtype.substring("AT_".length()).toLowerCase(Locale.ROOT);
    boolean enable = what.startsWith("enable");
    if (what.endsWith("rowsecurity")) return new TableAction.RowSecurity(rowSecurity(what));
    if (what.endsWith("trigall") || what.endsWith("triguser")) {
      return new TableAction.SwitchTrigger(null, enable, what.endsWith("all"));
    }
    if (what.endsWith("trig")) return new TableAction.SwitchTrigger(name(), enable, false);
    if (what.endsWith("rule")) return new TableAction.SwitchRule(name(), enable);
    return null;
  }

  private static String rowSecurity(String what) {
    return switch (what) {
      case "enablerowsecurity" -> "ENABLE";
      case "disablerowsecurity" -> "DISABLE";
      case "forcerowsecurity" -> "FORCE";
      default -> "NO FORCE";
    };
  }
}
