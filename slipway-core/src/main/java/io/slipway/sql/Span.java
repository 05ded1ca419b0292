package io.slipway.sql;

/**
 * Where a statement stands in its file.
 *
 * @param start first character (UTF-16 index into the file's text), comments before it excluded
 * @param end one past the last character, the semicolon excluded
 * @param line 1-based line of {@code start}
 * @param column 1-based column of {@code start}, in code points
 * @param endLine 1-based line of the last character
 */
public record Span(int start, int end, int line, int column, int endLine) {}
