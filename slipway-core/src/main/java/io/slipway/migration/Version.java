package io.slipway.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A migration's version: numbers between dots or underscores, compared as numbers, so that {@code
 * 1.10} follows {@code 1.9} and {@code 1} is {@code 1.0}. Timestamps are versions of one part.
 *
 * @param text as its file spells it
 */
public record Version(String text, List<BigInteger> parts) implements Comparable<Version> {
  private static final Pattern VALID = Pattern.compile("\\d+(?:[._]\\d+)*");

  public Version {
    parts = List.copyOf(parts);
  }

  /** Empty for what is not numbers. */
  public static Optional<Version> parse(String text) {
    if (!VALID.matcher(text).matches()) return Optional.empty();
    List<BigInteger> parts = new ArrayList<>();
    for (String part : text.split("[._]", -1)) parts.add(new BigInteger(part));
    while (parts.size() > 1 && parts.getLast().signum() == 0) parts.removeLast();
    return Optional.of(new Version(text, parts));
  }

  public static Version of(long number) {
    return new Version(Long.toString(number), List.of(BigInteger.valueOf(number)));
  }

  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int compared = part(i).compareTo(other.part(i));
      if (compared != 0) return compared;
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  /** The same numbers, however they are spelled. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Version version && parts.equals(version.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  /** {@code 1.10}: dots, whatever was written. */
  @Override
  public String toString() {
    return text.replace('_', '.');
  }
}
