package io.slipway.cli.output;

import io.slipway.analysis.Severity;

/** Colours, or none. Text is the same with and without them. */
public enum Paint {
  PLAIN,
  ANSI;

  public String bold(String text) {
    return dress("1", text);
  }

  public String faint(String text) {
    return dress("2", text);
  }

  public String red(String text) {
    return dress("31", text);
  }

  public String green(String text) {
    return dress("32", text);
  }

  public String yellow(String text) {
    return dress("33", text);
  }

  public String cyan(String text) {
    return dress("36", text);
  }

  public String severity(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> red(text);
      case WARNING -> yellow(text);
      case INFO -> cyan(text);
    };
  }

  private String dress(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
  }
}
