package io.slipway.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PlanJson} writes. */
final class PlanReader {
  private PlanReader() {}

  static Plan read(String text) {
    try (JsonParser parser = PlanJson.JSON.createParser(text)) {
      parser.nextToken();
      return plan(new Node(object(parser)));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a plan: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a plan: an object was expected");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) items.add(value(parser));
        yield items;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> parser.getText();
    };
  }

  /** An object whose fields are asked for by name and type. */
  private record Node(Map<String, Object> fields) {
    private <T> T field(String name, Class<T> type) {
      Object value = fields.get(name);
      if (type.isInstance(value)) return type.cast(value);
      throw new IllegalArgumentException("not a plan: " + name + " is missing or of another type");
    }

    String text(String name) {
      return field(name, String.class);
    }

    @Nullable String textOrNull(String name) {
      return fields.get(name) instanceof String text ? text : null;
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    long number(String name) {
      return field(name, Long.class);
    }

    boolean flag(String name) {
      return field(name, Boolean.class);
    }

    @SuppressWarnings("unchecked") // objects are only ever made by object()
    Node node(String name) {
      return new Node((Map<String, Object>) field(name, Map.class));
    }

    @SuppressWarnings("unchecked")
    <T> List<T> nodes(String name, Function<Node, T> each) {
      List<T> values = new ArrayList<>();
      for (Object item : field(name, List.class)) {
        values.add(each.apply(new Node((Map<String, Object>) item)));
      }
      return values;
    }

    List<String> texts(String name) {
      List<String> values = new ArrayList<>();
      for (Object item : field(name, List.class)) values.add((String) item);
      return values;
    }
  }

  private static Plan plan(Node node) {
    return new Plan(
        node.text("migration"),
        node.text("script"),
        node.text("checksum"),
        (int) node.number("serverVersion"),
        node.nodes("decisions", PlanReader::decision),
        node.texts("warnings"),
        node.nodes("phases", PlanReader::phase));
  }

  private static Decision decision(Node node) {
    return new Decision(
        (int) node.number("statement"),
        (int) node.number("line"),
        node.text("sql"),
        node.text("strategy"),
        node.text("because"));
  }

  private static Phase phase(Node node) {
    return new Phase(
        node.text("name"), node.text("objective"), node.nodes("steps", PlanReader::step));
  }

  private static Step step(Node node) {
    String id = node.text("id");
    String title = node.text("title");
    return switch (node.text("kind")) {
      case "ddl" -> ddl(id, title, node);
      case "backfill" -> backfill(id, title, node);
      case "verify" ->
          new Step.Verify(id, title, node.text("violations"), node.text("explanation"));
      case "gate" ->
          new Step.Gate(
              id,
              title,
              node.textOrNull("version"),
              node.text("because"),
              // Plans of runs that began under an earlier version have none.
              node.has("removals") ? node.nodes("removals", PlanReader::removal) : List.of());
      case "copy" ->
          new Step.Copy(
              id,
              title,
              copy(node.node("copy")),
              options(node.node("options")),
              undo(node.node("undo")));
      case "drain" -> new Step.Drain(id, title, copy(node.node("copy")));
      case "switch" ->
          new Step.Switch(
              id,
              title,
              copy(node.node("copy")),
              node.texts("together"),
              node.texts("sql"),
              node.nodes("locks", PlanReader::lock),
              undo(node.node("undo")));
      default -> throw new IllegalArgumentException("not a step: " + node.text("kind"));
    };
  }

  private static Step ddl(String id, String title, Node node) {
    return new Step.Ddl(
        id,
        title,
        node.texts("sql"),
        node.nodes("locks", PlanReader::lock),
        Mode.valueOf(node.text("mode")),
        Patience.valueOf(node.text("patience")),
        node.flag("afterOldSnapshots"),
        probe(node.node("probe")),
        undo(node.node("undo")));
  }

  private static Step backfill(String id, String title, Node node) {
    return new Step.Backfill(
        id,
        title,
        QualifiedName.of(node.textOrNull("schema"), node.text("table")),
        node.texts("key"),
        node.fields.containsKey("update")
            ? new Step.RowAction.Update(node.text("update"))
            : new Step.RowAction.Delete(),
        node.textOrNull("todo"),
        node.flag("strided"),
        node.flag("silentForTriggers"),
        options(node.node("options")),
        undo(node.node("undo")));
  }

  private static Step.BackfillOptions options(Node node) {
    return new Step.BackfillOptions(
        (int) node.number("batchSize"),
        node.number("delayMs"),
        node.number("maxDurationMs"),
        (int) node.number("rolloutPercentage"));
  }

  private static TableCopy copy(Node node) {
    return new TableCopy(
        name(node.node("source")),
        name(node.node("target")),
        name(node.node("log")),
        node.texts("key"),
        node.nodes("columns", it -> new TableCopy.Mapped(it.text("column"), it.text("expression"))),
        node.flag("overriding"));
  }

  private static QualifiedName name(Node node) {
    return QualifiedName.of(node.textOrNull("schema"), node.text("name"));
  }

  private static LockNeed lock(Node node) {
    return new LockNeed(
        QualifiedName.of(node.textOrNull("schema"), node.text("relation")),
        LockMode.valueOf(node.text("mode")));
  }

  private static Probe probe(Node node) {
    return switch (node.text("kind")) {
      case "journal" -> new Probe.Journal();
      case "catalog" -> new Probe.Catalog(node.text("sql"), node.texts("repair"));
      default -> throw new IllegalArgumentException("not a probe: " + node.text("kind"));
    };
  }

  private static Removal removal(Node node) {
    return new Removal(
        QualifiedName.of(node.textOrNull("schema"), node.text("table")), node.textOrNull("column"));
  }

  private static Undo undo(Node node) {
    return switch (node.text("kind")) {
      case "nothing" -> new Undo.Nothing();
      case "impossible" -> new Undo.Impossible(node.text("because"));
      case "sql" ->
          new Undo.Sql(
              node.texts("sql"),
              node.nodes("locks", PlanReader::lock),
              Mode.valueOf(node.text("mode")),
              node.textOrNull("loses"),
              planned(node));
      case "back" ->
          new Undo.Back(
              copy(node.node("copy")),
              node.texts("together"),
              node.texts("sql"),
              node.nodes("locks", PlanReader::lock),
              node.textOrNull("loses"));
      default -> throw new IllegalArgumentException("not an undo: " + node.text("kind"));
    };
  }

  private static Undo.@Nullable Planned planned(Node undo) {
    if (!undo.has("planned")) return null;
    Node planned = undo.node("planned");
    return new Undo.Planned(
        planned.text("statement"), planned.textOrNull("loses"), planned.textOrNull("differs"));
  }
}
