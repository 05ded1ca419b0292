package io.slipway.analysis.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Effects;
import io.slipway.analysis.Options;
import io.slipway.analysis.Transactions;
import io.slipway.analysis.locks.LockMatrix.Form;
import io.slipway.analysis.locks.LockMatrix.Measurement;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The model against what was measured on 14, 15, 16, 17 and 18. */
class LockMatrixTest {
  /** Forms the model gets wrong, and why. Nothing may be added. */
  private static final Map<String, String> UNMODELLED =
      Map.of(
          "alter type add attribute cascade (typed table)",
          "the catalog does not know which tables are OF a type",
          "delete parent w/ FK child",
          "measured with no row deleted; the model says what the first deleted row locks",
          "drop statistics",
          "the catalog does not know statistics objects",
          "set tablespace pg_default (same)",
          "the catalog does not know tablespaces: a move is assumed to move",
          "x2 alter publication set table",
          "the catalog does not know publications");

  private final SqlParser parser = SqlParser.create();

  @Test
  void modelDoesWhatTheServersDid() {
    List<Form> forms = LockMatrix.read();
    Map<String, List<String>> wrong = new TreeMap<>();
    for (Form form : forms) {
      List<String> differences = differences(form);
      if (!differences.isEmpty()) wrong.put(form.id(), differences);
    }
    Map<String, List<String>> unexpected = new TreeMap<>(wrong);
    unexpected.keySet().removeAll(UNMODELLED.keySet());
    assertThat(unexpected).as("forms the model gets wrong").isEmpty();
    assertThat(wrong.keySet()).as("still unmodelled").isEqualTo(UNMODELLED.keySet());
    assertThat(forms).hasSize(344);
    // The other seven are rejected by every server: there is nothing to compare.
    assertThat(forms.stream().filter(it -> !it.measured().isEmpty())).hasSize(337);
  }

  @Test
  void rulesNeverThrowOnAnyForm() {
    Analyzer analyzer = new Analyzer(ServerVersion.NEWEST);
    for (Form form : LockMatrix.read()) {
      Script script = parser.parse(form.id(), form.setup() + ";" + form.pre() + ";" + form.ddl());
      for (Catalog before : List.of(Catalog.empty(), Catalog.unknown(), before(form))) {
        assertThatCode(
                () -> analyzer.analyze(script, before, Transactions.ONE_PER_FILE, Options.DEFAULT))
            .as(form.id())
            .doesNotThrowAnyException();
      }
    }
  }

  private List<String> differences(Form form) {
    List<String> differences = new ArrayList<>();
    Catalog before = before(form);
    List<Statement> statements = parser.parse("ddl", form.ddl()).statements();
    form.measured()
        .forEach(
            (major, measured) -> {
              Measurement modelled =
                  modelled(form, ServerVersion.ofMajor(major), before, statements);
              if (modelled.equals(measured)) return;
              differences.add(major + ": measured " + measured);
              differences.add(major + ": modelled " + modelled);
            });
    return differences;
  }

  private static Measurement modelled(
      Form form, ServerVersion server, Catalog before, List<Statement> statements) {
    LockModel model = new LockModel(server, form.pre().contains("timezone='UTC'"));
    Catalog catalog = before.copy();
    Tally all = new Tally(before, server);
    for (Statement statement : statements) {
      all.add(model.effects(statement.change(), catalog));
      Replay.apply(statement.change(), catalog);
    }
    return measurement(all.effects(), before);
  }

  /** The tables of the measured servers belonged to postgres, in schema s. */
  private Catalog before(Form form) {
    Catalog catalog = Catalog.empty();
    catalog.searchPath(List.of("s", "public"));
    for (Statement statement :
        parser.parse("setup", form.setup() + ";" + form.pre()).statements()) {
      assertThat(statement.change()).isNotInstanceOf(Change.Unparsable.class);
      Replay.apply(statement.change(), catalog);
    }
    List.copyOf(catalog.tables()).forEach(it -> catalog.put(it.edit().owner("postgres").done()));
    catalog.migrationFinished();
    return catalog;
  }

  /** Only relations that were there before can be seen by anyone else. */
  private static Measurement measurement(Effects effects, Catalog before) {
    Map<String, String> locks = new TreeMap<>();
    effects
        .locks()
        .forEach(
            lock -> {
              if (existed(lock.relation(), before)) {
                locks.put(lock.relation().name(), lock.mode().catalogName());
              }
            });
    return new Measurement(
        locks, names(effects.rewrites(), before), names(effects.scans(), before));
  }

  private static Set<String> names(List<QualifiedName> relations, Catalog before) {
    Set<String> names = new TreeSet<>();
    relations.stream().filter(it -> existed(it, before)).forEach(it -> names.add(it.name()));
    return names;
  }

  private static boolean existed(QualifiedName relation, Catalog before) {
    return before.table(relation).isPresent()
        || before.index(relation).isPresent()
        || before.type(relation).isPresent();
  }
}
