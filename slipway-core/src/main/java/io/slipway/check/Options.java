package io.slipway.check;

import io.slipway.problem.Problem;
import io.slipway.problem.Problem.Kind;
import io.slipway.problem.SlipwayException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a file says about one validator. Every option must be asked for, else it is an error. */
final class Options {
  private final String validator;
  private final Map<String, String> given;
  private final Set<String> known = new TreeSet<>(List.of("severity"));

  Options(String validator, Map<String, String> given) {
    this.validator = validator;
    this.given = Map.copyOf(given);
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(() -> wrong("CHECK-3", "needs the option " + name, "Give it a value."));
  }

  Optional<String> optional(String name) {
    known.add(name);
    return Optional.ofNullable(given.get(name)).map(String::strip).filter(it -> !it.isEmpty());
  }

  List<String> list(String name) {
    return optional(name)
        .map(it -> Arrays.stream(it.split("\\s*,\\s*", -1)).filter(one -> !one.isEmpty()).toList())
        .orElse(List.of());
  }

  boolean flag(String name, boolean otherwise) {
    String text = optional(name).orElse("" + otherwise);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw value(name, text, "true or false");
    };
  }

  Optional<Double> number(String name) {
    return optional(name).map(text -> number(name, text));
  }

  private double number(String name, String text) {
    try {
      double number = Double.parseDouble(text.replaceFirst("\\s*%$", ""));
      if (number >= 0 && number <= Long.MAX_VALUE) return number;
    } catch (NumberFormatException e) {
      // said below
    }
    throw value(name, text, "a number of 0 or more");
  }

  Severity severity() {
    String text = optional("severity").orElse("error");
    for (Severity it : Severity.values()) {
      if (it.name().equalsIgnoreCase(text)) return it;
    }
    throw value("severity", text, "error, warn or info");
  }

  /** Call last: complains about what nobody asked for. */
  void end() {
    List<String> unknown = new ArrayList<>(given.keySet());
    unknown.removeAll(known);
    if (unknown.isEmpty()) return;
    throw wrong(
        "CHECK-2",
        "has no option " + String.join(", ", unknown.stream().sorted().toList()),
        "It knows: " + String.join(", ", known) + ".");
  }

  SlipwayException value(String name, String text, String must) {
    return wrong("CHECK-4", "option " + name + " is " + text, "It must be " + must + ".");
  }

  SlipwayException wrong(String code, String what, String next) {
    return new SlipwayException(
        Problem.of(
            code,
            Kind.USAGE,
            "validator " + validator + ": " + what,
            "Nothing was looked at.",
            next));
  }
}
