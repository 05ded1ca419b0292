package io.slipway.migration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code -- @metadata} block. Values are of the type their key wants: Boolean, String, Integer,
 * Duration or a list of String.
 *
 * @param line 1-based line of the directive; 0 where there is none
 */
public record Metadata(Map<MetadataKey, Object> values, int line) {
  public static final Metadata NONE = new Metadata(Map.of(), 0);

  public Metadata {
    values = Map.copyOf(values);
  }

  /** Empty where the author did not say. */
  public Optional<Boolean> zeroDowntime() {
    return value(MetadataKey.ZERO_DOWNTIME, Boolean.class);
  }

  public Optional<String> phase() {
    return value(MetadataKey.PHASE, String.class);
  }

  public Optional<String> strategy() {
    return value(MetadataKey.STRATEGY, String.class);
  }

  public boolean progressive() {
    return value(MetadataKey.PROGRESSIVE, Boolean.class).orElse(false);
  }

  public Optional<Integer> batchSize() {
    return value(MetadataKey.BATCH_SIZE, Integer.class);
  }

  public Optional<Duration> delay() {
    return value(MetadataKey.DELAY_MS, Duration.class);
  }

  public Optional<Duration> maxDuration() {
    return value(MetadataKey.MAX_DURATION, Duration.class);
  }

  public Optional<Integer> rolloutPercentage() {
    return value(MetadataKey.ROLLOUT_PERCENTAGE, Integer.class);
  }

  public boolean requiresDeployment() {
    return value(MetadataKey.REQUIRES_DEPLOYMENT, Boolean.class).orElse(false);
  }

  public Optional<String> deploymentVersion() {
    return value(MetadataKey.DEPLOYMENT_VERSION, String.class);
  }

  /** Of a rollout by feature flag. */
  public Optional<String> flag() {
    return value(MetadataKey.FLAG, String.class);
  }

  /** The SET list of an UPDATE. */
  public Optional<String> down() {
    return value(MetadataKey.DOWN, String.class);
  }

  public Optional<String> author() {
    return value(MetadataKey.AUTHOR, String.class);
  }

  public Optional<String> description() {
    return value(MetadataKey.DESCRIPTION, String.class);
  }

  public Optional<Boolean> breakingChange() {
    return value(MetadataKey.BREAKING_CHANGE, Boolean.class);
  }

  public Optional<Duration> estimatedDuration() {
    return value(MetadataKey.ESTIMATED_DURATION, Duration.class);
  }

  public Optional<String> dataVolume() {
    return value(MetadataKey.DATA_VOLUME, String.class);
  }

  public Optional<String> risk() {
    return value(MetadataKey.RISK, String.class);
  }

  public List<String> tags() {
    return texts(MetadataKey.TAGS);
  }

  public List<String> dependencies() {
    return texts(MetadataKey.DEPENDENCIES);
  }

  private <T> Optional<T> value(MetadataKey key, Class<T> type) {
    @Nullable Object value = values.get(key);
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  private List<String> texts(MetadataKey key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
