package io.slipway.jdbc;

/** Told of every statement right before it is sent: {@code --trace}, and the tests' kill points. */
@FunctionalInterface
public interface Trace {
  Trace NONE = (role, sql) -> {};

  /**
   * @param role of the session: {@code work}
   */
  void sending(String role, String sql);
}
