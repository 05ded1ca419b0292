package io.slipway.throttle;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.problem.SlipwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A signal with its memory. A level is reached at once and left slowly: only after some looks in a
 * row well under its limit, so that work does not start and stop with every tick. Who cannot be
 * read asks us to wait, and so does what was read too long ago.
 */
final class Gauge {
  private static final int CALM_LOOKS = 3;

  private final String key;
  private final String name;
  private final Limits limits;
  private final Signal signal;
  private @Nullable Sample sample;
  private @Nullable String failure;
  private Instant lookedAt;
  private Level level = Level.CALM;
  private Instant since;
  private int calmLooks;

  Gauge(String key, String name, Limits limits, Signal signal, Instant now) {
    this.key = key;
    this.name = name;
    this.limits = limits;
    this.signal = signal;
    this.lookedAt = now;
    this.since = now;
  }

  String key() {
    return key;
  }

  Optional<Caveat> caveat(Sql sql) {
    return signal.caveat(sql);
  }

  /**
   * @return false if the session is gone: then nothing was learned
   */
  boolean look(Sql sql, Instant now) {
    try {
      heed(signal.read(sql, now), now);
      return true;
    } catch (SqlFailure e) {
      sql.rollback();
      if (e.connectionLost() || !sql.isOpen()) return false;
      failed(e.said(), now);
    } catch (SlipwayException e) {
      sql.rollback();
      failed(e.problem().what() + ". " + e.problem().next(), now);
    }
    return true;
  }

  /** It could not be read. */
  synchronized void failed(String why, Instant now) {
    if (failure == null) since = now;
    failure = why;
    lookedAt = now;
  }

  private synchronized void heed(Sample seen, Instant now) {
    boolean wasBlind = failure != null;
    sample = seen;
    failure = null;
    lookedAt = now;
    Level raw = limits.of(seen.value());
    Level held = limits.holding(seen.value());
    if (wasBlind || raw.compareTo(level) > 0) {
      if (wasBlind || raw != level) since = now;
      level = raw;
      calmLooks = 0;
    } else if (held.compareTo(level) < 0) {
      if (++calmLooks < CALM_LOOKS) return;
      level = held;
      since = now;
      calmLooks = 0;
    } else {
      calmLooks = 0;
    }
  }

  synchronized OptionalDouble value() {
    return sample == null || failure != null
        ? OptionalDouble.empty()
        : OptionalDouble.of(sample.value());
  }

  synchronized Reading reading(Instant now, Duration stale) {
    Duration age = Duration.between(lookedAt, now);
    if (age.compareTo(stale) > 0) {
      return blind("not read for " + Unit.SECONDS.show(age.toMillis() / 1000.0), lookedAt);
    }
    if (failure != null) return blind("cannot be read: " + failure, since);
    Sample seen = sample;
    if (seen == null) return blind("not read yet", since);
    String about = seen.about() == null ? "" : " (" + seen.about() + ")";
    return new Reading(
        name, limits.unit().show(seen.value()) + about, limits.show(level), level, since);
  }

  private Reading blind(String why, Instant from) {
    return new Reading(name, why, limits.show(Level.HARD), Level.HARD, from);
  }
}
