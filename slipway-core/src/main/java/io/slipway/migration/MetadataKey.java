package io.slipway.migration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The keys of {@code -- @metadata}, spelled as the strategy guide spells them. */
public enum MetadataKey {
  ZERO_DOWNTIME("zeroDowntime", Type.BOOLEAN),
  PHASE("phase", Type.TEXT),
  STRATEGY("strategy", Type.TEXT),
  PROGRESSIVE("progressive", Type.BOOLEAN),
  /** Rows a chunk. */
  BATCH_SIZE("batchSize", Type.COUNT),
  /** Pause between chunks: milliseconds, or {@code "250ms"}. */
  DELAY_MS("delayMs", Type.DURATION),
  /** Milliseconds, or {@code "1h"}. */
  MAX_DURATION("maxDuration", Type.DURATION),
  ROLLOUT_PERCENTAGE("rolloutPercentage", Type.PERCENTAGE),
  REQUIRES_DEPLOYMENT("requiresDeployment", Type.BOOLEAN),
  DEPLOYMENT_VERSION("deploymentVersion", Type.TEXT),
  /** The name of the flag that a rollout goes by. */
  FLAG("flag", Type.TEXT),
  /**
   * How old columns follow the new ones that a split or merge made: {@code name = a || ' ' || b}.
   */
  DOWN("down", Type.TEXT),
  AUTHOR("author", Type.TEXT),
  DESCRIPTION("description", Type.TEXT),
  BREAKING_CHANGE("breakingChange", Type.BOOLEAN),
  /** Milliseconds, or {@code "5m"}. */
  ESTIMATED_DURATION("estimatedDuration", Type.DURATION),
  DATA_VOLUME("dataVolume", Type.TEXT),
  RISK("risk", Type.TEXT),
  TAGS("tags", Type.TEXTS),
  /** Versions, or file names, that must have run before. */
  DEPENDENCIES("dependencies", Type.TEXTS);

  private final String spelling;
  private final Type type;

  MetadataKey(String spelling, Type type) {
    this.spelling = spelling;
    this.type = type;
  }

  /** What a key's value must be. */
  enum Type {
    BOOLEAN("true or false"),
    TEXT("a text"),
    COUNT("a whole number above 0"),
    PERCENTAGE("a whole number from 0 to 100"),
    DURATION("milliseconds, or a text like \"30s\", \"5m\", \"1h30m\""),
    TEXTS("a list of texts");

    final String words;

    Type(String words) {
      this.words = words;
    }
  }

  public String spelling() {
    return spelling;
  }

  Type type() {
    return type;
  }

  static Optional<MetadataKey> spelled(String key) {
    return Arrays.stream(values()).filter(it -> it.spelling.equals(key)).findFirst();
  }

  /** The key somebody who typed that most likely meant. */
  static MetadataKey nearest(String typed) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(it -> EditDistance.between(typed, it.spelling)))
        .orElseThrow();
  }
}
