package io.slipway.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sql.SqlParser;
import org.junit.jupiter.api.Test;

class ChecksumsTest {
  private final SqlParser parser = SqlParser.create();

  private String statements(String sql) {
    return Checksums.ofStatements(parser.parse("a.sql", sql));
  }

  @Test
  void lineEndsAndAByteOrderMarkDoNotCountForTheLines() {
    int unix = Checksums.ofLines("select 1;\nselect 2;\n");
    assertThat(Checksums.ofLines("\uFEFFselect 1;\r\nselect 2;")).isEqualTo(unix);
    assertThat(Checksums.ofLines("select 1;\nselect  2;\n")).isNotEqualTo(unix);
  }

  @Test
  void commentsWhiteSpaceAndTheCaseOfKeywordsDoNotCountForTheStatements() {
    String plain = statements("create table t (a int); select 'X'");
    assertThat(statements("-- licence\nCREATE  TABLE t(\n a int /* why */);\n\nSELECT 'X';"))
        .isEqualTo(plain);
  }

  @Test
  void whatTheStatementsSayDoesCount() {
    String plain = statements("select 'X', \"a\"");
    assertThat(statements("select 'x', \"a\"")).isNotEqualTo(plain);
    assertThat(statements("select 'X', \"A\"")).isNotEqualTo(plain);
    assertThat(statements("select 'X'; \"a\"")).isNotEqualTo(plain);
  }
}
