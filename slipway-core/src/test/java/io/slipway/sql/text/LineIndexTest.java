package io.slipway.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineIndexTest {
  private static final String TEXT = "aé😀b\r\nc\rd\n\ne";

  private final LineIndex index = new LineIndex(TEXT);

  @Test
  void bytesAndCodePointsBecomeIndexes() {
    for (int i = 0; i <= TEXT.length(); i++) {
      if (i < TEXT.length() && Character.isLowSurrogate(TEXT.charAt(i))) continue;
      String before = TEXT.substring(0, i);
      assertThat(index.ofByte(before.getBytes(StandardCharsets.UTF_8).length)).isEqualTo(i);
      assertThat(index.ofCodePoint(before.codePointCount(0, i))).isEqualTo(i);
    }
  }

  @Test
  void whatLiesOutsideIsTheNearestEnd() {
    assertThat(index.ofByte(1_000)).isEqualTo(TEXT.length());
    assertThat(index.ofByte(-1)).isZero();
    assertThat(index.ofCodePoint(-1)).isZero();
    assertThat(new LineIndex("abc").ofCodePoint(9)).isEqualTo(3);
  }

  @Test
  void linesEndInEveryWayAndColumnsCountCodePoints() {
    assertThat(index.line(TEXT.indexOf('b'))).isEqualTo(1);
    assertThat(index.column(TEXT.indexOf('b'))).isEqualTo(4);
    assertThat(index.line(TEXT.indexOf('c'))).isEqualTo(2);
    assertThat(index.line(TEXT.indexOf('d'))).isEqualTo(3);
    assertThat(index.line(TEXT.indexOf('e'))).isEqualTo(5);
    assertThat(index.column(TEXT.indexOf('e'))).isEqualTo(1);
  }

  @Test
  void aByteOrderMarkTakesNoColumn() {
    assertThat(new LineIndex("\ufeffab").column(2)).isEqualTo(2);
  }
}
