package io.slipway.throttle;

import io.slipway.throttle.Kind.Around;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every signal there is. */
public final class Signals {
  /** Read in this order; each has its section in docs/operations/throttle.md. */
  public static final List<Kind> ALL =
      List.of(
          BlockedSessions.KIND,
          ReplicaLag.KIND,
          ReplicaBytes.KIND,
          SlotBacklog.KIND,
          SlotHeadroom.KIND,
          ActiveSessions.KIND,
          CommitTime.KIND,
          OldestSnapshot.KIND,
          WalRate.KIND,
          CpuUse.KIND,
          IoRate.KIND,
          OwnMemory.KIND);

  private Signals() {}

  /** Those that are not off, and the user's own. */
  static List<Gauge> gauges(ThrottleSettings settings, Around around, Instant now) {
    List<Gauge> gauges = new ArrayList<>();
    for (Kind kind : ALL) {
      Limits limits = settings.of(kind);
      if (limits.isOff()) continue;
      gauges.add(new Gauge(kind.key(), kind.name(), limits, kind.maker().make(around), now));
    }
    for (CustomSql custom : settings.custom()) {
      gauges.add(new Gauge("sql." + custom.name(), custom.name(), custom.limits(), custom, now));
    }
    return gauges;
  }
}
