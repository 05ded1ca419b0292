package io.slipway.runbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may stand at one place of a runbook. The reader checks against it and {@link JsonSchema}
 * writes it down: one source, so that the two cannot disagree.
 */
sealed interface Shape {
  /**
   * @param pattern a regular expression the whole text must match
   * @param means what such a text is, for the error: {@code a duration such as 5m}
   */
  record Text(String pattern, String means) implements Shape {}

  record Choice(List<String> values) implements Shape {
    public Choice {
      values = List.copyOf(values);
    }
  }

  record YesNo() implements Shape {}

  record Whole(int least, int most) implements Shape {}

  /** A list with at least one element. */
  record Many(Shape item) implements Shape {}

  /** Names of the author's own choice. */
  record Names(Shape value) implements Shape {}

  /**
   * A mapping with known keys.
   *
   * @param oneOf exactly one of these keys must be there; empty where there is no such choice
   */
  record Form(Map<String, Shape> keys, List<String> required, List<String> oneOf) implements Shape {
    public Form {
      keys = new LinkedHashMap<>(keys);
      required = List.copyOf(required);
      oneOf = List.copyOf(oneOf);
    }

    static Form of() {
      return new Form(Map.of(), List.of(), List.of());
    }

    Form with(String key, Shape shape) {
      Map<String, Shape> more = new LinkedHashMap<>(keys);
      more.put(key, shape);
      return new Form(more, required, oneOf);
    }

    Form requires(String... names) {
      return new Form(keys, List.of(names), oneOf);
    }

    Form exactlyOne(String... names) {
      return new Form(keys, required, List.of(names));
    }
  }
}
