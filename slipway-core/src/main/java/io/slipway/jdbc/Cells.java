package io.slipway.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of an answer to a catalog query: from the server, or as it was once written down. */
interface Cells {
  @Nullable String getString(int column) throws SQLException;

  /** For columns that are never null. */
  default String text(int column) throws SQLException {
    String text = getString(column);
    return text == null ? "" : text;
  }

  /** An array of text; null is the empty list. */
  List<String> strings(int column) throws SQLException;

  /** 0 for null. */
  default long getLong(int column) throws SQLException {
    String text = getString(column);
    return text == null ? 0 : Long.parseLong(text);
  }

  /** 0 for null. */
  default int getInt(int column) throws SQLException {
    return Math.toIntExact(getLong(column));
  }

  /** False for null. */
  default boolean getBoolean(int column) throws SQLException {
    return "t".equals(getString(column));
  }

  /** A blank for null. */
  default char character(int column) throws SQLException {
    String text = getString(column);
    return text == null || text.isEmpty() ? ' ' : text.charAt(0);
  }

  /** The row the result stands on; valid until it moves. */
  static Cells of(ResultSet row) {
    return new Cells() {
      @Override
      public @Nullable String getString(int column) throws SQLException {
        return row.getString(column);
      }

      @Override
      public List<String> strings(int column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) return List.of();
        List<String> strings = new ArrayList<>();
        for (Object element : (Object[]) array.getArray()) strings.add(String.valueOf(element));
        return strings;
      }
    };
  }

  /** A row that was written down: text, lists of text, nulls. */
  static Cells of(List<? extends @Nullable Object> row) {
    return new Cells() {
      @Override
      public @Nullable String getString(int column) {
        return (String) row.get(column - 1);
      }

      @Override
      public List<String> strings(int column) {
        List<String> strings = new ArrayList<>();
        if (row.get(column - 1) instanceof List<?> list) {
          for (Object element : list) strings.add(String.valueOf(element));
        }
        return strings;
      }
    };
  }
}
