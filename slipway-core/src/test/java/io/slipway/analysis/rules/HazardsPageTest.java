package io.slipway.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code docs/hazards.md} has a line for each of the 107, and names rules that exist. */
class HazardsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", ".."), "docs/hazards.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|");
  private static final Pattern SLUG = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

  @Test
  void everyHazardHasAnAnswer() throws IOException {
    String page = Files.readString(PAGE);
    List<Integer> numbers =
        ROW.matcher(page).results().map(it -> Integer.valueOf(it.group(1))).toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 107).boxed().toList());
    Set<String> named = new TreeSet<>();
    SLUG.matcher(page).results().forEach(it -> named.add(it.group(1)));
    assertThat(Rules.ALL.stream().map(Rule::slug)).containsAll(named);
    assertThat(named).hasSizeGreaterThan(50);
  }
}
