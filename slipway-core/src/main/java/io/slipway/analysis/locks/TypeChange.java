package io.slipway.analysis.locks;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.TypeDef.DomainType;
import io.slipway.sql.Expression;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether ALTER COLUMN … TYPE has to rewrite the table. It need not where the old bytes are valid
 * as the new type: {@code pg_cast.castmethod = 'b'}, and length changes that only widen.
 *
 * @param sessionIsUtc the session's TimeZone is UTC: then timestamp and timestamptz are the same
 *     bytes
 */
public record TypeChange(Catalog catalog, boolean sessionIsUtc) {
  private static final Set<String> OBJECT_IDS =
      Set.of(
          "int4",
          "oid",
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regnamespace",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regrole",
          "regtype");

  /** Binary-coercible built-in pairs other than the object ids; citext is the extension's. */
  private static final Map<String, Set<String>> COERCIBLE =
      Map.of(
          "varchar", Set.of("text", "bpchar", "citext"),
          "text", Set.of("varchar", "bpchar", "citext"),
          "citext", Set.of("text", "varchar"),
          "xml", Set.of("text", "varchar", "bpchar"),
          "cidr", Set.of("inet"),
          "bit", Set.of("varbit"),
          "varbit", Set.of("bit"));

  private static final Pattern CAST =
      Pattern.compile(
          "(?i)^\\(*\\s*\"?([^\":()]+)\"?\\s*::\\s*([\\w ]+(?:\\([\\d, ]+\\))?)\\s*\\)*$");

  /** Whether the table is rewritten when {@code column} of type {@code from} becomes {@code to}. */
  public boolean rewrites(String column, SqlType from, SqlType to, @Nullable Expression using) {
    return usingRewrites(column, to, using) || rewrites(from, to);
  }

  /** USING rewrites unless it is the column itself, or its cast to the very type. */
  private static boolean usingRewrites(String column, SqlType to, @Nullable Expression using) {
    if (using == null) return false;
    String sql = using.sql().strip().toLowerCase(Locale.ROOT);
    if (sql.equals(column) || sql.equals("(" + column + ")")) return false;
    Matcher cast = CAST.matcher(sql);
    return !cast.matches() || !cast.group(1).strip().equals(column) || !names(cast.group(2), to);
  }

  private static boolean names(String written, SqlType type) {
    String sql = written.strip();
    return sql.equals(type.name()) || sql.equals(type.sql().toLowerCase(Locale.ROOT));
  }

  private boolean rewrites(SqlType from, SqlType to) {
    SqlType old = baseOf(from);
    if (isConstrainedDomain(to)) return !sameType(from, to);
    return changesBytes(old, baseOf(to));
  }

  private boolean changesBytes(SqlType from, SqlType to) {
    if (from.arrayDimensions() != to.arrayDimensions()) {
      return from.arrayDimensions() == 0 || to.arrayDimensions() == 0 || !sameName(from, to);
    }
    if (sameName(from, to)) return !widens(from, to);
    if (!coercible(from, to)) return true;
    // The new type's length is enforced by a function of its own, which rewrites.
    return !to.modifiers().isEmpty() && !lengthSurvives(from, to);
  }

  private static boolean lengthSurvives(SqlType from, SqlType to) {
    boolean wider = widens(from.modifiers(), to.modifiers());
    return to.name().equals("varchar") && from.name().equals("varchar") && wider
        || to.name().equals("varbit") && from.name().equals("bit") && wider;
  }

  private boolean coercible(SqlType from, SqlType to) {
    if (isTimestamp(from) && isTimestamp(to)) {
      return sessionIsUtc
          && from.arrayDimensions() == 0
          && widens(from.modifiers(), to.modifiers());
    }
    if (OBJECT_IDS.contains(from.name()) && OBJECT_IDS.contains(to.name())) return true;
    return COERCIBLE.getOrDefault(from.name(), Set.of()).contains(to.name());
  }

  private static boolean isTimestamp(SqlType type) {
    return type.name().equals("timestamp") || type.name().equals("timestamptz");
  }

  /** Same type, other modifiers: whether every old value fits unchanged. */
  private static boolean widens(SqlType from, SqlType to) {
    List<Integer> old = from.modifiers();
    List<Integer> now = to.modifiers();
    if (old.equals(now)) return true;
    if (from.arrayDimensions() > 0) return now.isEmpty();
    return switch (from.name()) {
      case "varchar", "varbit" -> widens(old, now);
      case "numeric" -> now.isEmpty() || !old.isEmpty() && numericWidens(old, now);
      case "timestamp", "timestamptz", "time", "timetz" -> precision(now) >= precision(old);
      case "interval" -> precision(now) >= precision(old) && range(now).equals(range(old));
      // Fixed lengths are padded, or checked, value by value.
      case "bpchar", "bit" -> false;
      default -> now.isEmpty();
    };
  }

  private static boolean widens(List<Integer> old, List<Integer> now) {
    return now.isEmpty() || !old.isEmpty() && now.getFirst() >= old.getFirst();
  }

  private static boolean numericWidens(List<Integer> old, List<Integer> now) {
    return now.getFirst() >= old.getFirst() && scale(now) == scale(old);
  }

  private static int scale(List<Integer> modifiers) {
    return modifiers.size() > 1 ? modifiers.get(1) : 0;
  }

  /** Digits of a second: 6 where nothing was said. An interval's precision comes last. */
  private static int precision(List<Integer> modifiers) {
    return modifiers.isEmpty() ? 6 : Math.min(6, modifiers.getLast());
  }

  private static List<Integer> range(List<Integer> modifiers) {
    return modifiers.size() > 1 && modifiers.getFirst() != 0x7fff
        ? modifiers.subList(0, 1)
        : List.of();
  }

  private boolean isConstrainedDomain(SqlType type) {
    return domain(type).map(it -> it.constrained() || isConstrainedDomain(it.base())).orElse(false);
  }

  private SqlType baseOf(SqlType type) {
    return domain(type).map(it -> baseOf(it.base())).orElse(type);
  }

  private Optional<DomainType> domain(SqlType type) {
    if (type.arrayDimensions() > 0) return Optional.empty();
    return catalog
        .type(new QualifiedName(type.schema(), type.name()))
        .filter(DomainType.class::isInstance)
        .map(DomainType.class::cast);
  }

  private static boolean sameName(SqlType from, SqlType to) {
    return from.name().equals(to.name());
  }

  private static boolean sameType(SqlType from, SqlType to) {
    return sameName(from, to) && from.modifiers().equals(to.modifiers());
  }
}
