package io.slipway.analysis.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the corpus: a statement, or several, with what the servers did.
 *
 * @param labels by major version: {@code safe}, {@code hazard} or {@code fails SQLSTATE}
 * @param excuse why the analysis says otherwise; empty where it agrees
 */
record Case(String sql, Map<Integer, String> labels, String excuse) {
  static final String SAFE = "safe";
  static final String HAZARD = "hazard";
  static final String FAILS = "fails ";
  private static final Pattern LINE = Pattern.compile("(.*?)\\s+-- ([^!]*?)(?:\\s*! (.*))?");
  private static final Pattern RANGE = Pattern.compile("(\\d\\d)(?:-(\\d\\d))? (.+)");

  Case {
    labels = Map.copyOf(labels);
  }

  /** Reads {@code SQL -- 14-16 fails 0A000, 17-18 safe ! excuse}. */
  static Case of(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) return new Case(line.strip(), Map.of(), "");
    Map<Integer, String> labels = new TreeMap<>();
    for (String part : matcher.group(2).split(", ", -1)) {
      Matcher range = RANGE.matcher(part);
      boolean some = range.matches();
      int from = some ? Integer.parseInt(range.group(1)) : 14;
      int to = !some ? 18 : range.group(2) == null ? from : Integer.parseInt(range.group(2));
      for (int major = from; major <= to; major++) labels.put(major, some ? range.group(3) : part);
    }
    return new Case(matcher.group(1), labels, matcher.group(3) == null ? "" : matcher.group(3));
  }

  Case labelled(Map<Integer, String> measured) {
    return new Case(sql, measured, excuse);
  }

  /** The line it is read from. */
  String line() {
    List<String> parts = new ArrayList<>();
    List<Map.Entry<Integer, String>> all = List.copyOf(new TreeMap<>(labels).entrySet());
    for (int i = 0; i < all.size(); ) {
      String label = all.get(i).getValue();
      int last = i;
      while (last + 1 < all.size() && all.get(last + 1).getValue().equals(label)) last++;
      String range = all.get(i).getKey() + (last == i ? "" : "-" + all.get(last).getKey());
      parts.add(i == 0 && last == all.size() - 1 ? label : range + " " + label);
      i = last + 1;
    }
    return sql + " -- " + String.join(", ", parts) + (excuse.isEmpty() ? "" : " ! " + excuse);
  }
}
