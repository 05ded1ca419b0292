package io.slipway.check;

import io.slipway.sql.Identifier;
import java.util.List;

/** An enum has a value. */
record EnumValueExists(String type, String value, Severity severity) implements Check {
  static Check of(Options options) {
    return new EnumValueExists(
        options.required("type"), options.required("value"), options.severity());
  }

  @Override
  public String name() {
    return "enum-value-exists" + " " + type + " " + value;
  }

  @Override
  public Verdict look(Look at) {
    List<String> values =
        at.sql()
            .query(
                "SELECT enumlabel FROM pg_enum WHERE enumtypid = to_regtype(?) ORDER BY enumsortorder",
                row -> row.text(1),
                type);
    String seen = values.isEmpty() ? "there is no such enum" : String.join(", ", values);
    return values.contains(value)
        ? Verdict.pass(seen, value)
        : Verdict.fail(seen, value, "ALTER TYPE " + type + " ADD VALUE " + fix() + ";");
  }

  private String fix() {
    return Identifier.literal(value);
  }
}
