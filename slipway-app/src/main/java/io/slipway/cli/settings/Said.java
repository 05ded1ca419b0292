package io.slipway.cli.settings;

import io.slipway.cli.Problems;

/** A value and who said it. */
record Said(String text, String origin) {
  RuntimeException isNot(String what, String example) {
    return Problems.usage(
        "CLI-15",
        "`" + text + "`, from " + origin + ", is not " + what,
        "Write for example " + example + ".");
  }
}
