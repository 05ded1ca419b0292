package io.slipway.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A verb's own part of the document, written after the common fields. */
@FunctionalInterface
public interface JsonFields {
  JsonFields NONE = json -> {};

  void write(JsonGenerator json) throws IOException;
}
