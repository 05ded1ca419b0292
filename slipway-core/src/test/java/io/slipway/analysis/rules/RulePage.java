package io.slipway.analysis.rules;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Finding;
import io.slipway.analysis.Options;
import io.slipway.analysis.Rule;
import io.slipway.analysis.ScriptReport;
import io.slipway.analysis.Suppressions;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import io.slipway.sql.SqlParser;
import io.slipway.sql.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/rules}: prose, and fenced blocks that are the rule's fixture.
 *
 * @param options what stands behind {@code unsafe}: {@code pg=17 runner=one-per-file}
 */
record RulePage(Path file, String text, String options) {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("slipway.root", ".."), "docs", "rules");
  private static final ThreadLocal<SqlParser> PARSER = ThreadLocal.withInitial(SqlParser::create);

  static RulePage of(Rule rule) {
    Path file = DIRECTORY.resolve(rule.slug() + ".md");
    try {
      String text = Files.readString(file);
      Matcher options = Pattern.compile("(?m)^```sql unsafe(.*)$").matcher(text);
      return new RulePage(file, text, options.find() ? options.group(1).strip() : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> slugs() {
    try (var files = Files.list(DIRECTORY)) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(".md"))
          .map(it -> it.substring(0, it.length() - 3))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String block(String role) {
    Matcher block = blockPattern(role).matcher(text);
    return block.find() ? block.group(2) : "";
  }

  private static Pattern blockPattern(String role) {
    return Pattern.compile("(?ms)(^```" + role + "[^\\n]*\\n)(.*?)(?=^```)");
  }

  void rewrite(String role, String content) {
    Matcher block = blockPattern(role).matcher(text);
    try {
      Files.writeString(
          file, block.replaceFirst(it -> Matcher.quoteReplacement(it.group(1) + content)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line that ends with {@code -- finding}, else the line the last statement begins in. */
  int markedLine() {
    String unsafe = block("sql unsafe");
    List<String> lines = unsafe.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("-- finding")) return i + 1;
    }
    return parse(unsafe).statements().getLast().span().line();
  }

  Script parse(String sql) {
    return PARSER.get().parse(file.getFileName().toString(), sql);
  }

  /** The schema, as an earlier migration made it. */
  Catalog schema() {
    return schema("public");
  }

  Catalog schema(String searchPath) {
    Catalog catalog = Catalog.empty();
    catalog.searchPath(List.of(searchPath));
    for (Statement statement : parse(block("sql schema")).statements()) {
      Replay.apply(statement.change(), catalog);
    }
    catalog.migrationFinished();
    return catalog;
  }

  ScriptReport analyze(String sql, Catalog before) {
    Script script = parse(sql);
    Options options = Options.DEFAULT.suppressing(Suppressions.of(script));
    return new Analyzer(server()).analyze(script, before, transactions(), options);
  }

  private ServerVersion server() {
    Matcher version = Pattern.compile("pg=(\\d+)").matcher(options);
    return version.find()
        ? ServerVersion.ofMajor(Integer.parseInt(version.group(1)))
        : ServerVersion.NEWEST;
  }

  private Transactions transactions() {
    Matcher runner = Pattern.compile("runner=([\\w-]+)").matcher(options);
    if (!runner.find()) return Transactions.ONE_PER_STATEMENT;
    return Transactions.valueOf(runner.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As the page shows it. */
  static String render(Finding finding) {
    return "line %d: %s (%s)\n%s.\nInstead: %s.\n"
        .formatted(
            finding.line(),
            finding.severity().name().toLowerCase(Locale.ROOT),
            finding.rule(),
            finding.message(),
            finding.fix());
  }
}
