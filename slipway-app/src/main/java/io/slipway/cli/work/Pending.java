package io.slipway.cli.work;

import io.slipway.engine.EngineStatus;
import io.slipway.migration.Migration;
import io.slipway.migration.Migrations;
import io.slipway.migration.Version;
import io.slipway.problem.Problem;
import io.slipway.problem.SlipwayException;
import io.slipway.state.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder held against the history. */
public final class Pending {
  private final Migrations migrations;
  private final List<History.Row> history;

  public Pending(Migrations migrations, EngineStatus status) {
    this.migrations = migrations;
    this.history = status.history().stream().filter(History.Row::succeeded).toList();
  }

  /** Where a migration stands. */
  public enum State {
    APPLIED,
    PENDING,
    /** Pending, although a later one is applied. */
    OUT_OF_ORDER,
    /** Applied, and its statements have changed since. */
    CHANGED,
    /** Applied, and its file is gone. */
    MISSING,
    /** Before the version the history was begun with. */
    BELOW_BASELINE
  }

  /**
   * @param migration null where the file is gone
   * @param applied null where it is pending
   */
  public record Line(State state, @Nullable Migration migration, History.@Nullable Row applied) {}

  /** Every migration of folder and history, in the order they run. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    history.stream().filter(this::isWithoutFile).forEach(row -> lines.add(missing(row)));
    for (Migration migration : migrations.all()) {
      if (migration.kind() != Migration.Kind.BASELINE) lines.add(line(migration));
    }
    return lines;
  }

  /**
   * What is to run, in order.
   *
   * @throws SlipwayException if history and folder contradict each other
   */
  public List<Migration> toRun(boolean outOfOrderToo) {
    List<Migration> toRun = new ArrayList<>();
    firstBaseline().ifPresent(toRun::add);
    for (Line line : lines()) {
      Migration migration = line.migration();
      if (line.state() == State.CHANGED) throw changed(line);
      if (line.state() == State.OUT_OF_ORDER && !outOfOrderToo) throw outOfOrder(line);
      boolean runs = line.state() == State.PENDING || line.state() == State.OUT_OF_ORDER;
      if (runs && migration != null) toRun.add(migration);
    }
    return toRun;
  }

  private Line line(Migration migration) {
    Version version = migration.version();
    if (version == null) return repeatable(migration);
    History.Row row = applied(version);
    if (row != null) return new Line(isChanged(migration, row), migration, row);
    if (isBelowBaseline(version)) return new Line(State.BELOW_BASELINE, migration, null);
    return new Line(isLate(version) ? State.OUT_OF_ORDER : State.PENDING, migration, null);
  }

  private static State isChanged(Migration migration, History.Row row) {
    String then = row.entry().astChecksum();
    return then == null || then.equals(migration.statementChecksum())
        ? State.APPLIED
        : State.CHANGED;
  }

  private Line repeatable(Migration migration) {
    History.Row last =
        history.stream()
            .filter(row -> row.entry().version() == null)
            .filter(row -> row.entry().description().equals(migration.description()))
            .reduce((earlier, later) -> later)
            .orElse(null);
    boolean same = last != null && migration.statementChecksum().equals(last.entry().astChecksum());
    return new Line(same ? State.APPLIED : State.PENDING, migration, last);
  }

  private History.@Nullable Row applied(Version version) {
    return history.stream()
        .filter(row -> !row.entry().type().equals("BASELINE"))
        .filter(row -> version.equals(version(row)))
        .reduce((earlier, later) -> later)
        .filter(row -> !row.entry().type().startsWith("UNDO"))
        .orElse(null);
  }

  private boolean isLate(Version version) {
    return history.stream()
        .map(Pending::version)
        .filter(Objects::nonNull)
        .filter(it -> applied(it) != null)
        .anyMatch(it -> it.compareTo(version) > 0);
  }

  private boolean isBelowBaseline(Version version) {
    boolean inHistory =
        history.stream()
            .filter(row -> row.entry().type().equals("BASELINE"))
            .map(Pending::version)
            .filter(Objects::nonNull)
            .anyMatch(it -> it.compareTo(version) >= 0);
    Version first = firstBaseline().map(Migration::version).orElse(null);
    return inHistory || first != null && first.compareTo(version) >= 0;
  }

  /** In an empty database the newest baseline stands for all before it. */
  private Optional<Migration> firstBaseline() {
    if (!history.isEmpty()) return Optional.empty();
    return migrations.all().stream()
        .filter(it -> it.kind() == Migration.Kind.BASELINE && it.version() != null)
        .max(Comparator.comparing(it -> Objects.requireNonNull(it.version())));
  }

  private boolean isWithoutFile(History.Row row) {
    Version version = version(row);
    return version != null
        && row.entry().type().equals("SQL")
        && row.equals(applied(version))
        && migrations.version(version).isEmpty();
  }

  private static Line missing(History.Row row) {
    return new Line(State.MISSING, null, row);
  }

  private static @Nullable Version version(History.Row row) {
    String text = row.entry().version();
    return text == null ? null : Version.parse(text).orElse(null);
  }

  private static SlipwayException changed(Line line) {
    Migration migration = Objects.requireNonNull(line.migration());
    return new SlipwayException(
        Problem.of(
                "HISTORY-1",
                Problem.Kind.VALIDATION,
                "migration " + migration.title() + " has changed since it was applied",
                "Its statements are not those the history knows. Nothing was changed.",
                "Restore the file, and write a new migration for what is to be different.")
            .at(migration.file(), 0));
  }

  private static SlipwayException outOfOrder(Line line) {
    Migration migration = Objects.requireNonNull(line.migration());
    return new SlipwayException(
        Problem.of(
                "HISTORY-2",
                Problem.Kind.VALIDATION,
                "migration " + migration.title() + " is older than one that is applied",
                "Whether it still fits is for you to say. Nothing was changed.",
                "Give it a newer version, or run it as it is: slipway migrate --out-of-order")
            .at(migration.file(), 0));
  }
}
