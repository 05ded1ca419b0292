package io.slipway.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Values of a row that JDBC has no word for. */
final class Rows {
  private Rows() {}

  /** An array of text; null is the empty list. */
  static List<String> strings(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) return List.of();
    List<String> strings = new ArrayList<>();
    for (Object element : (Object[]) array.getArray()) strings.add(String.valueOf(element));
    return strings;
  }

  static char character(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null || text.isEmpty() ? ' ' : text.charAt(0);
  }
}
