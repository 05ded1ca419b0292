package io.slipway.postgres;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Table-level lock modes, weakest first, printed as PostgreSQL prints them.
 *
 * <p>Conflicts are <a href="https://www.postgresql.org/docs/current/explicit-locking.html">table
 * 13.2</a> of the manual.
 */
public enum LockMode {
  ACCESS_SHARE("AccessShareLock"),
  ROW_SHARE("RowShareLock"),
  ROW_EXCLUSIVE("RowExclusiveLock"),
  SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
  SHARE("ShareLock"),
  SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
  EXCLUSIVE("ExclusiveLock"),
  ACCESS_EXCLUSIVE("AccessExclusiveLock");

  private final String catalogName;

  LockMode(String catalogName) {
    this.catalogName = catalogName;
  }

  /** As in {@code pg_locks.mode}: {@code AccessExclusiveLock}. */
  public String catalogName() {
    return catalogName;
  }

  /** As in {@code LOCK TABLE … IN … MODE} and the manual: {@code ACCESS EXCLUSIVE}. */
  public String sqlName() {
    return name().replace('_', ' ').toUpperCase(Locale.ROOT);
  }

  public static LockMode ofCatalogName(String catalogName) {
    for (LockMode mode : values()) {
      if (mode.catalogName.equals(catalogName)) return mode;
    }
    throw new IllegalArgumentException("not a lock mode of pg_locks: " + catalogName);
  }

  public boolean conflictsWith(LockMode other) {
    return conflicts().contains(other);
  }

  public Set<LockMode> conflicts() {
    return switch (this) {
      case ACCESS_SHARE -> EnumSet.of(ACCESS_EXCLUSIVE);
      case ROW_SHARE -> EnumSet.of(EXCLUSIVE, ACCESS_EXCLUSIVE);
      case ROW_EXCLUSIVE -> EnumSet.range(SHARE, ACCESS_EXCLUSIVE);
      case SHARE_UPDATE_EXCLUSIVE -> EnumSet.range(SHARE_UPDATE_EXCLUSIVE, ACCESS_EXCLUSIVE);
      case SHARE -> {
        Set<LockMode> conflicts = EnumSet.range(ROW_EXCLUSIVE, ACCESS_EXCLUSIVE);
        conflicts.remove(SHARE);
        yield conflicts;
      }
      case SHARE_ROW_EXCLUSIVE -> EnumSet.range(ROW_EXCLUSIVE, ACCESS_EXCLUSIVE);
      case EXCLUSIVE -> EnumSet.range(ROW_SHARE, ACCESS_EXCLUSIVE);
      case ACCESS_EXCLUSIVE -> EnumSet.allOf(LockMode.class);
    };
  }

  public boolean blocksReads() {
    return conflictsWith(ACCESS_SHARE);
  }

  public boolean blocksWrites() {
    return conflictsWith(ROW_EXCLUSIVE);
  }

  public LockMode strongest(LockMode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
