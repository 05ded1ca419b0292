package io.slipway.sql.libpgquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The letters of the build, against the JavaScript that came with the module. */
class ModuleNamesTest {
  private static final Path SCRIPT =
      Path.of("target/npm/node_modules/libpg-query/wasm/libpg-query.js");

  private String script = "";

  @BeforeEach
  void readScript() throws IOException {
    assumeTrue(Files.exists(SCRIPT), "built from -Dpgquery.wasm, without npm");
    script = Files.readString(SCRIPT);
  }

  @Test
  void importsAreThoseOfTheBuild() {
    Matcher imports = find("wasmImports=\\{([^}]*)\\}");
    Map<String, String> derived = new HashMap<>();
    for (String pair : imports.group(1).split(",", -1)) {
      String[] parts = pair.split(":", -1);
      derived.put(parts[0], withoutUnderscore(parts[1]));
    }
    assertThat(ModuleNames.IMPORTS).isEqualTo(derived);
  }

  @Test
  void exportsAreThoseOfTheBuild() {
    Matcher assignments =
        Pattern.compile("(\\w+)=(?:\\w+(?:\\[\"\\w+\"\\])?=)?wasmExports\\[\"(\\w)\"\\]")
            .matcher(script);
    Map<String, String> derived = new HashMap<>();
    while (assignments.find()) {
      derived.put(assignments.group(1), assignments.group(2));
      derived.put(withoutUnderscore(assignments.group(1)), assignments.group(2));
    }
    derived.put("__wasm_call_ctors", find("wasmExports\\[\"(\\w)\"\\]\\(\\)").group(1));
    assertThat(derived).containsAllEntriesOf(ModuleNames.EXPORTS);
  }

  private Matcher find(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(script);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher;
  }

  /** JavaScript puts an underscore before C's names. */
  private static String withoutUnderscore(String name) {
    return name.startsWith("_") ? name.substring(1) : name;
  }
}
