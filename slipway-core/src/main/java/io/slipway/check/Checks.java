package io.slipway.check;

import java.util.List;

/** Every preflight check, sorted: adding one is a class, a page and a line here. */
public final class Checks {
  public static final List<Check> ALL = with(Limits.USUAL);

  private Checks() {}

  public static List<Check> with(Limits limits) {
    return List.of(
        new ApplicationIsHealthy(limits),
        new BackupIsFresh(limits),
        new ConnectionsToSpare(limits),
        new DiskHasRoom(limits),
        new EncodingIsUtf8(),
        new ExtensionsAreAvailable(),
        new NamesAreFree(),
        new NoChangedMigrations(),
        new NoInactiveSlots(),
        new NoInvalidIndexes(),
        new NoLongTransactions(limits),
        new NoOrphans(),
        new NoOtherRun(),
        new NoPreparedTransactions(),
        new NoWraparoundNear(limits),
        new ReplicasKeepUp(limits),
        new RoleMayMigrate(),
        new RoleSeesAllRows(),
        new ServerVersionIsSupported(limits),
        new StatementsWillRun());
  }

  /** Some of them, for another moment than before a migration. */
  public static List<Check> named(Limits limits, String... names) {
    return with(limits).stream().filter(it -> List.of(names).contains(it.name())).toList();
  }
}
