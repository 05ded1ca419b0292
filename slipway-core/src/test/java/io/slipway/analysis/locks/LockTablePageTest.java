package io.slipway.analysis.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Effects;
import io.slipway.analysis.locks.LockMatrix.Form;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/operations/lock-table.md} is what the model says; {@code -Dgolden=write} rewrites.
 */
class LockTablePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("slipway.root", ".."), "docs/operations/lock-table.md");
  private static final SqlParser PARSER = SqlParser.create();

  @Test
  void pageIsWhatTheModelSays() throws IOException {
    List<Form> forms = LockMatrix.read().stream().filter(it -> !it.measured().isEmpty()).toList();
    StringBuilder page =
        new StringBuilder(
            """
            # Which statement locks what

            Written by `LockTablePageTest` from the lock model, for each form of statement that was measured on PostgreSQL 14 to 18.
            `t` and `p` are tables with primary keys, `pt` is a partitioned one; the first column says what else is there. A relation that
            is not named is not locked.
            For any other statement ask `slipway explain "…"`. What the modes mean is in [Locks](locks.md).

            | | statement | locks | rewritten | read in full | versions |
            |---|---|---|---|---|---|
            """);
    int rows = 0;
    for (Form form : forms) {
      Map<String, List<Integer>> alike = new TreeMap<>();
      for (int major : form.measured().keySet()) {
        alike.computeIfAbsent(cells(form, major), it -> new ArrayList<>()).add(major);
      }
      for (var entry : alike.entrySet()) {
        rows++;
        page.append(
            "| %s | `%s` | %s | %s |%n"
                .formatted(
                    form.id().replaceFirst("^x2 ", "").replace("|", "\\|"),
                    form.ddl().strip().replace("|", "\\|").replaceAll("\\s+", " "),
                    entry.getKey(),
                    versions(entry.getValue())));
      }
    }
    assertThat(rows).isGreaterThan(330);
    if ("write".equals(System.getProperty("golden"))) Files.writeString(PAGE, page);
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  private static String versions(List<Integer> majors) {
    int first = majors.getFirst();
    int last = majors.getLast();
    if (majors.size() != last - first + 1) {
      return majors.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return first == last ? "" + first : first + "–" + last;
  }

  private static String cells(Form form, int major) {
    Catalog catalog = Catalog.empty();
    catalog.searchPath(List.of("s", "public"));
    for (Statement it : PARSER.parse("setup", form.setup() + ";" + form.pre()).statements()) {
      if (!(it.change() instanceof Change.Unparsable)) Replay.apply(it.change(), catalog);
    }
    List.copyOf(catalog.tables()).forEach(it -> catalog.put(it.edit().owner("postgres").done()));
    catalog.migrationFinished();
    LockModel model =
        new LockModel(ServerVersion.ofMajor(major), form.pre().contains("timezone='UTC'"));
    Tally all = new Tally(catalog.copy(), ServerVersion.ofMajor(major));
    Catalog before = catalog.copy();
    for (Statement it : PARSER.parse("ddl", form.ddl()).statements()) {
      all.add(model.effects(it.change(), catalog));
      Replay.apply(it.change(), catalog);
    }
    Effects effects = all.effects();
    String locks =
        effects.locks().stream()
            .filter(it -> exists(it.relation(), before))
            .map(it -> it.relation().name() + " " + it.mode().sqlName())
            .sorted()
            .collect(Collectors.joining(", "));
    String waits = effects.waitsForSnapshots() ? "; waits for older snapshots" : "";
    return (locks.isEmpty() ? "none" : locks)
        + waits
        + " | "
        + names(effects.rewrites(), before)
        + " | "
        + names(effects.scans(), before);
  }

  private static String names(List<QualifiedName> relations, Catalog before) {
    return relations.stream()
        .filter(it -> exists(it, before))
        .map(QualifiedName::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean exists(QualifiedName relation, Catalog before) {
    return before.table(relation).isPresent() || before.index(relation).isPresent();
  }
}
