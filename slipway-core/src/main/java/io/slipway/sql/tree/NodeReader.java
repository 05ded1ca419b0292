package io.slipway.sql.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the parser's JSON. A node is written as an object whose only field is its kind, {@code
 * {"RangeVar": {…}}}, or as a bare object where C's type leaves no choice.
 */
final class NodeReader {
  /** As deep and as long as a statement may be: the parser wrote it, nobody else. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private NodeReader() {}

  /** The root object; an array becomes the node {@code List} with its {@code items}. */
  static Node read(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      Object root = value(in, in.nextToken());
      if (root instanceof Node node) return node;
      return new Node("List", new String[] {"items"}, new Object[] {root});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser in, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_NUMBER_INT -> in.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> in.getText();
    };
  }

  private static Node object(JsonParser in) throws IOException {
    List<String> names = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      names.add(in.currentName());
      values.add(value(in, in.nextToken()));
    }
    boolean wrapper =
        names.size() == 1
            && Character.isUpperCase(names.getFirst().charAt(0))
            && values.getFirst() instanceof Node;
    if (!wrapper) return new Node("", names.toArray(String[]::new), values.toArray());
    Node inner = (Node) values.getFirst();
    return inner.ofKind(names.getFirst());
  }

  private static List<Object> array(JsonParser in) throws IOException {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      items.add(value(in, token));
    }
    return items;
  }
}
