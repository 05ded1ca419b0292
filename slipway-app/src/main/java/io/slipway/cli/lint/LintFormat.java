package io.slipway.cli.lint;

import io.slipway.cli.output.Format;
import java.io.PrintWriter;

/** One way to write down what {@code lint} found, as a whole document of its own. */
interface LintFormat {
  Format format();

  void write(PrintWriter out, LintReport report);
}
