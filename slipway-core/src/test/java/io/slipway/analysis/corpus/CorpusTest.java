package io.slipway.analysis.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Options;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the corpus: the labels against the servers, the analysis against the labels. */
class CorpusTest {
  private static final SqlParser PARSER = SqlParser.create();

  static Stream<String> corpora() {
    return Corpus.all().stream().map(Corpus::name);
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void labelsAreWhatTheServersDid(String name) throws SQLException {
    Corpus corpus = Corpus.named(name);
    List<Map<Integer, String>> measured = new ArrayList<>();
    corpus.cases().forEach(it -> measured.add(new TreeMap<>(it.labels())));
    for (int major : TestPostgres.majors()) {
      try (ServerLabels server = new ServerLabels(major, corpus)) {
        for (int i = 0; i < measured.size(); i++) {
          measured.get(i).put(major, server.label(corpus.cases().get(i)));
        }
      }
    }
    List<Case> live = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      live.add(corpus.cases().get(i).labelled(measured.get(i)));
    }
    if ("write".equals(System.getProperty("golden"))) corpus.write(live);
    else assertThat(live).isEqualTo(corpus.cases());
  }

  /** What bench/linters.mjs compares other tools with: SQL, label and verdict on 18, by tabs. */
  private static final Path TABLE =
      Path.of(System.getProperty("slipway.root", ".."), "target", "corpus.tsv");

  @Test
  void analysisAgreesWithThem() throws IOException {
    List<String> table = new ArrayList<>();
    List<String> disagreements = new ArrayList<>();
    Score all = new Score("all");
    int cases = 0;
    for (Corpus corpus : Corpus.all()) {
      Score score = new Score(corpus.name());
      Catalog schema = Catalog.empty();
      PARSER
          .parse("schema", corpus.schema())
          .statements()
          .forEach(it -> Replay.apply(it.change(), schema));
      schema.migrationFinished();
      for (Case it : corpus.cases()) {
        cases++;
        Map<Integer, String> said = new TreeMap<>();
        it.labels()
            .forEach(
                (major, label) -> {
                  String verdict = verdict(it, major, schema);
                  said.put(major, verdict);
                  score.count(label, verdict);
                  all.count(label, verdict);
                });
        table.add(String.join("\t", it.sql(), it.labels().get(18), said.get(18)));
        boolean agrees = said.equals(it.labels());
        if (agrees != it.excuse().isEmpty()) {
          disagreements.add(corpus + ": " + it.line() + "\n      said " + it.labelled(said).line());
        }
      }
      System.err.println(score);
    }
    System.err.println(all);
    Files.createDirectories(TABLE.getParent());
    Files.write(TABLE, table);
    assertThat(cases).isGreaterThan(500);
    assertThat(disagreements).isEmpty();
  }

  private static String verdict(Case it, int major, Catalog schema) {
    List<Finding> findings =
        new Analyzer(ServerVersion.ofMajor(major))
            .analyze(
                PARSER.parse("case", it.sql()),
                schema,
                Transactions.ONE_PER_STATEMENT,
                Options.DEFAULT)
            .findings()
            .toList();
    for (Finding finding : findings) {
      if (finding.kind() == FindingClass.WILL_FAIL) return Case.FAILS + sqlState(finding);
    }
    return findings.stream().anyMatch(f -> f.kind() == FindingClass.BLOCKS)
        ? Case.HAZARD
        : Case.SAFE;
  }

  private static String sqlState(Finding finding) {
    int at = finding.message().indexOf("SQLSTATE ");
    return at < 0 ? finding.rule() : finding.message().substring(at + 9, at + 14);
  }
}
