package io.slipway.cli.settings;

import io.slipway.cli.Problems;
import io.slipway.throttle.CustomSql;
import io.slipway.throttle.Kind;
import io.slipway.throttle.Limits;
import io.slipway.throttle.ResourceLimits;
import io.slipway.throttle.Signals;
import io.slipway.throttle.ThrottleSettings;
import io.slipway.throttle.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits of the signals, in the units people write them in. */
final class ThrottleReader {
  static final String SQL = "throttle.sql.";
  private static final List<String> SQL_KEYS = List.of("query", "soft", "hard");
  private static final List<String> RESOURCES = List.of("cpu", "iops", "memory");
  private static final List<String> COUNTS = List.of("throttle.cpus", "max-concurrent-migrations");
  private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(kb|mb|gb)");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

  private final GlobalOptions options;
  private final SettingsFile file;
  private final BiFunction<String, @Nullable String, Optional<Said>> said;

  /**
   * @param said finds what somebody said for a key, a flag's text first
   */
  ThrottleReader(
      GlobalOptions options,
      SettingsFile file,
      BiFunction<String, @Nullable String, Optional<Said>> said) {
    this.options = options;
    this.file = file;
    this.said = said;
  }

  /** Keys of {@code slipway.toml}. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    kinds().forEach(kind -> keys.add("throttle." + kind.key()));
    keys.addAll(List.of("throttle.cpus", "throttle.every", "throttle.stale", "throttle.timeout"));
    keys.addAll(
        List.of("max-concurrent-migrations", "max-cpu-percent", "max-iops", "max-memory-mb"));
    return keys;
  }

  /** Those that have their limits under {@code throttle}; the others have the guide's names. */
  private static List<Kind> kinds() {
    return Signals.ALL.stream().filter(kind -> !RESOURCES.contains(kind.key())).toList();
  }

  static boolean isCustomSql(List<String> keys) {
    return keys.size() == 4
        && String.join(".", keys).startsWith(SQL)
        && SQL_KEYS.contains(keys.getLast());
  }

  ThrottleSettings read() {
    ThrottleSettings usual = ThrottleSettings.DEFAULTS;
    return new ThrottleSettings(
        limits(),
        customs(),
        (int) number("throttle.cpus", null),
        duration("throttle.every", usual.every()),
        duration("throttle.stale", usual.stale()),
        duration("throttle.timeout", usual.timeout()),
        new ResourceLimits(
            (int) number("max-concurrent-migrations", options.maxConcurrentMigrations),
            number("max-cpu-percent", options.maxCpuPercent),
            number("max-iops", options.maxIops),
            number("max-memory-mb", options.maxMemoryMb)));
  }

  private Map<String, Limits> limits() {
    Map<String, String> flags = flags();
    Map<String, Limits> limits = new HashMap<>();
    for (Kind kind : kinds()) {
      said.apply("throttle." + kind.key(), flags.get(kind.key()))
          .ifPresent(it -> limits.put(kind.key(), limits(it, kind.usual().unit())));
    }
    return limits;
  }

  /** {@code --throttle replica-lag=2s,10s}, by signal. */
  private Map<String, String> flags() {
    Map<String, String> flags = new HashMap<>();
    List<String> known = kinds().stream().map(Kind::key).toList();
    for (String flag : options.throttle) {
      int equals = flag.indexOf('=');
      String key = equals < 0 ? flag : flag.substring(0, equals);
      if (!known.contains(key) || equals < 0) {
        throw Problems.usage(
            "CLI-23",
            "--throttle " + flag + " names no signal and limits",
            "Write SIGNAL=SOFT,HARD or SIGNAL=off, with one of " + String.join(", ", known) + ".");
      }
      flags.put(key, flag.substring(equals + 1));
    }
    return flags;
  }

  private static Limits limits(Said said, Unit unit) {
    if (said.text().strip().equals("off")) return Limits.off(unit);
    String[] both = said.text().split(",", -1);
    if (both.length != 2) throw wrong(said, unit);
    double soft = value(both[0], unit).orElseThrow(() -> wrong(said, unit));
    double hard = value(both[1], unit).orElseThrow(() -> wrong(said, unit));
    return checked(soft, hard, unit, said);
  }

  private static Limits checked(double soft, double hard, Unit unit, Said said) {
    if (soft > 0 && hard >= soft) return new Limits(soft, hard, unit);
    throw said.isNot("a soft limit above 0 and a hard one that is not below it", example(unit));
  }

  private static RuntimeException wrong(Said said, Unit unit) {
    return said.isNot("a soft and a hard limit, or off", example(unit));
  }

  private static String example(Unit unit) {
    return switch (unit) {
      case MILLISECONDS -> "\"50ms, 500ms\"";
      case SECONDS -> "\"2s, 10s\"";
      case BYTES -> "\"64MB, 512MB\"";
      case PERCENT -> "\"60%, 80%\"";
      case NUMBER -> "\"10, 20\"";
    };
  }

  private static Optional<Double> value(String text, Unit unit) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return switch (unit) {
      case MILLISECONDS -> Durations.parse(word).map(it -> it.toNanos() / 1e6);
      case SECONDS -> Durations.parse(word).map(it -> it.toMillis() / 1e3);
      case BYTES -> bytes(word);
      case PERCENT -> plain(word.endsWith("%") ? word.substring(0, word.length() - 1) : word);
      case NUMBER -> plain(word);
    };
  }

  private static Optional<Double> bytes(String word) {
    Matcher matcher = BYTES.matcher(word);
    if (!matcher.matches()) return Optional.empty();
    double factor =
        switch (matcher.group(2)) {
          case "kb" -> 1 << 10;
          case "mb" -> 1 << 20;
          default -> 1 << 30;
        };
    return Optional.of(Double.parseDouble(matcher.group(1)) * factor);
  }

  private static Optional<Double> plain(String word) {
    String number = word.strip();
    return NUMBER.matcher(number).matches()
        ? Optional.of(Double.valueOf(number))
        : Optional.empty();
  }

  /** Above 0; 0 where nobody said anything. */
  private double number(String key, @Nullable String flag) {
    Optional<Said> value = said.apply(key, flag);
    if (value.isEmpty()) return 0;
    return plain(value.get().text())
        .filter(it -> it > 0)
        .filter(it -> key.equals("max-cpu-percent") ? it <= 100 : true)
        .filter(it -> key.equals("max-iops") || it <= Integer.MAX_VALUE)
        .filter(it -> isWhole(it) || !COUNTS.contains(key))
        .orElseThrow(() -> value.get().isNot("a limit that " + key + " can have", exampleOf(key)));
  }

  private static String exampleOf(String key) {
    return switch (key) {
      case "throttle.cpus" -> "8";
      case "max-concurrent-migrations" -> "1";
      case "max-cpu-percent" -> "50";
      case "max-iops" -> "1000";
      default -> "2048";
    };
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }

  private Duration duration(String key, Duration otherwise) {
    Optional<Said> value = said.apply(key, null);
    if (value.isEmpty()) return otherwise;
    return Durations.parse(value.get().text())
        .filter(Duration::isPositive)
        .orElseThrow(() -> value.get().isNot("a duration", "500ms or 2s"));
  }

  /** {@code [throttle.sql.NAME]}: only the file says these. */
  private List<CustomSql> customs() {
    TreeSet<String> names = new TreeSet<>();
    for (String key : file.values().keySet()) {
      if (key.startsWith(SQL)) names.add(key.substring(SQL.length(), key.lastIndexOf('.')));
    }
    return names.stream().map(this::custom).toList();
  }

  private CustomSql custom(String name) {
    Said query = part(name, "query");
    Said soft = part(name, "soft");
    Said hard = part(name, "hard");
    Limits limits =
        checked(
            plain(soft.text()).orElseThrow(() -> soft.isNot("a number", "10")),
            plain(hard.text()).orElseThrow(() -> hard.isNot("a number", "20")),
            Unit.NUMBER,
            new Said(soft.text() + ", " + hard.text(), hard.origin()));
    return new CustomSql(name, query.text(), limits.soft(), limits.hard());
  }

  private Said part(String name, String key) {
    SettingsFile.Entry entry = file.values().get(SQL + name + "." + key);
    if (entry != null && !entry.texts().getFirst().isBlank()) {
      return new Said(
          entry.texts().getFirst(), SettingsFile.NAME + ":" + entry.line() + " (" + key + ")");
    }
    throw Problems.usage(
        "CLI-24",
        "[" + SQL + name + "] in " + SettingsFile.NAME + " has no " + key,
        "A signal of your own needs query, soft and hard.");
  }
}
