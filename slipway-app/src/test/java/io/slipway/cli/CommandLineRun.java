package io.slipway.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.slipway.cli.verbs.Verbs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command as a user types it, run in this process, with everything it said. */
public final class CommandLineRun {
  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String typed = "";
  private int exit;

  private CommandLineRun(Path folder) {
    this.folder = folder;
  }

  public static CommandLineRun in(Path folder) {
    return new CommandLineRun(folder);
  }

  public CommandLineRun file(String name, String text) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public CommandLineRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public CommandLineRun typed(String text) {
    typed = text;
    return this;
  }

  public CommandLineRun slipway(String... arguments) {
    out.reset();
    err.reset();
    exit = new Cli(Verbs.ALL, surroundings()).run(arguments);
    return this;
  }

  public Surroundings surroundings() {
    return new Surroundings(
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        folder,
        Surroundings.Tty.NONE,
        80,
        InstantSource.system());
  }

  public int exit() {
    return exit;
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Standard output as one JSON document: maps, lists, strings, numbers, booleans. */
  @SuppressWarnings("unchecked")
  public Map<String, @Nullable Object> json() {
    try (JsonParser parser = new JsonFactory().createParser(out())) {
      parser.nextToken();
      return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(value(parser));
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + out(), e);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(parser));
        yield list;
      }
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> parser.getText();
    };
  }
}
