package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Small shapes that several documents share. */
final class Json {
  private Json() {}

  static void texts(JsonGenerator json, List<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) json.writeString(text);
    json.writeEndArray();
  }
}
