package io.slipway.runbook.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.jdbc.Sql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * A number of a JSON document behind a URL, by its JSON pointer; without a pointer the milliseconds
 * until the answer was there.
 */
record HttpMeasure(String url, String pointer) implements Measure {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public Optional<Double> read(Sql sql) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      long begun = System.nanoTime();
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).GET().build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      double millis = (System.nanoTime() - begun) / 1e6;
      if (response.statusCode() / 100 != 2) {
        throw new IOException("it answers " + response.statusCode());
      }
      return Optional.of(pointer.isEmpty() ? millis : at(response.body()));
    }
  }

  private double at(String document) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(document)) {
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        boolean isValue = token.isNumeric() || token == JsonToken.VALUE_STRING;
        if (isValue && parser.getParsingContext().pathAsPointer().toString().equals(pointer)) {
          return Double.parseDouble(parser.getText());
        }
      }
    } catch (NumberFormatException e) {
      throw new IOException("what is at " + pointer + " is no number", e);
    }
    throw new IOException("nothing is at " + pointer);
  }
}
