package io.slipway.cli.lint;

import io.slipway.cli.output.Format;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Every format of {@code lint}: adding one is a class, a line here and a golden file. */
public final class LintFormats {
  private static final List<LintFormat> ALL =
      List.of(
          new GithubFormat(),
          new GitlabFormat(),
          new JunitFormat(),
          new MarkdownFormat(),
          new SarifFormat());

  private LintFormats() {}

  /** Those above, and the ones every verb has. */
  public static Set<Format> formats() {
    Set<Format> formats = EnumSet.of(Format.TEXT, Format.JSON, Format.NDJSON);
    ALL.forEach(it -> formats.add(it.format()));
    return formats;
  }

  /** Writes the report in that format; as text where it is none of those above. */
  public static Consumer<PrintWriter> writing(LintReport report, Format wanted) {
    return ALL.stream()
        .filter(it -> it.format() == wanted)
        .findFirst()
        .<Consumer<PrintWriter>>map(it -> out -> it.write(out, report))
        .orElse(report::text);
  }
}
