package io.slipway.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a result, columns by their 1-based position; valid only while it is being mapped. */
public final class Row {
  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  /** How a row becomes a value. */
  @FunctionalInterface
  public interface Mapper<T extends @Nullable Object> {
    T map(Row row);
  }

  /** The value as text; for columns that are never null. */
  public String text(int column) {
    String value = textOrNull(column);
    return value == null ? "" : value;
  }

  public @Nullable String textOrNull(int column) {
    try {
      return rows.getString(column);
    } catch (SQLException e) {
      throw new SqlFailure("column " + column, e);
    }
  }

  /** 0 for null. */
  public long number(int column) {
    try {
      return rows.getLong(column);
    } catch (SQLException e) {
      throw new SqlFailure("column " + column, e);
    }
  }

  /** 0 for null. */
  public double real(int column) {
    try {
      return rows.getDouble(column);
    } catch (SQLException e) {
      throw new SqlFailure("column " + column, e);
    }
  }

  /** False for null. */
  public boolean flag(int column) {
    try {
      return rows.getBoolean(column);
    } catch (SQLException e) {
      throw new SqlFailure("column " + column, e);
    }
  }

  public @Nullable Instant instantOrNull(int column) {
    try {
      OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    } catch (SQLException e) {
      throw new SqlFailure("column " + column, e);
    }
  }

  public Instant instant(int column) {
    Instant value = instantOrNull(column);
    return value == null ? Instant.EPOCH : value;
  }

  /** A text array; empty for null. */
  public List<String> texts(int column) {
    try {
      var array = rows.getArray(column);
      return array == null ? List.of() : List.of((String[]) array.getArray());
    } catch (SQLException e) {
      throw new SqlFailure("column " + column, e);
    }
  }

  public int columns() {
    try {
      return rows.getMetaData().getColumnCount();
    } catch (SQLException e) {
      throw new SqlFailure("columns", e);
    }
  }

  public String columnName(int column) {
    try {
      return rows.getMetaData().getColumnLabel(column);
    } catch (SQLException e) {
      throw new SqlFailure("columns", e);
    }
  }
}
