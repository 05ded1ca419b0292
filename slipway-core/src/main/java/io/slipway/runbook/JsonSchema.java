package io.slipway.runbook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The shape of a runbook as JSON Schema 2020-12, for editors. */
public final class JsonSchema {
  private JsonSchema() {}

  public static String text() {
    var out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
      json.writeStringField("title", "Slipway runbook");
      write(RunbookShape.RUNBOOK, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void object(Shape shape, JsonGenerator json) throws IOException {
    json.writeStartObject();
    write(shape, json);
    json.writeEndObject();
  }

  private static void write(Shape shape, JsonGenerator json) throws IOException {
    switch (shape) {
      case Shape.Text text -> {
        json.writeStringField("type", "string");
        json.writeStringField("pattern", "^(?:" + text.pattern() + ")$");
        json.writeStringField("description", text.means());
      }
      case Shape.Choice choice -> texts("enum", choice.values(), json);
      case Shape.YesNo ignored -> json.writeStringField("type", "boolean");
      case Shape.Whole whole -> {
        json.writeStringField("type", "integer");
        json.writeNumberField("minimum", whole.least());
        json.writeNumberField("maximum", whole.most());
      }
      case Shape.Many many -> {
        json.writeStringField("type", "array");
        json.writeNumberField("minItems", 1);
        json.writeFieldName("items");
        object(many.item(), json);
      }
      case Shape.Names names -> {
        json.writeStringField("type", "object");
        json.writeFieldName("additionalProperties");
        object(names.value(), json);
      }
      case Shape.Form form -> form(form, json);
    }
  }

  private static void form(Shape.Form form, JsonGenerator json) throws IOException {
    json.writeStringField("type", "object");
    json.writeBooleanField("additionalProperties", false);
    if (!form.required().isEmpty()) texts("required", form.required(), json);
    json.writeObjectFieldStart("properties");
    for (Map.Entry<String, Shape> key : form.keys().entrySet()) {
      json.writeFieldName(key.getKey());
      object(key.getValue(), json);
    }
    json.writeEndObject();
    if (form.oneOf().isEmpty()) return;
    json.writeArrayFieldStart("oneOf");
    for (String key : form.oneOf()) {
      json.writeStartObject();
      texts("required", List.of(key), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(String field, List<String> values, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) json.writeString(value);
    json.writeEndArray();
  }
}
