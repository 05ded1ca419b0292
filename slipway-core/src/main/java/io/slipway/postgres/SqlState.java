package io.slipway.postgres;

/**
 * The SQLSTATEs that decisions hang on; names as in <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Appendix A</a>.
 */
public final class SqlState {
  public static final String ACTIVE_SQL_TRANSACTION = "25001";
  public static final String READ_ONLY_SQL_TRANSACTION = "25006";
  public static final String UNIQUE_VIOLATION = "23505";
  public static final String FOREIGN_KEY_VIOLATION = "23503";
  public static final String NOT_NULL_VIOLATION = "23502";
  public static final String CHECK_VIOLATION = "23514";
  public static final String SERIALIZATION_FAILURE = "40001";
  public static final String DEADLOCK_DETECTED = "40P01";
  public static final String SYNTAX_ERROR = "42601";
  public static final String INSUFFICIENT_PRIVILEGE = "42501";
  public static final String UNDEFINED_TABLE = "42P01";
  public static final String UNDEFINED_COLUMN = "42703";
  public static final String UNDEFINED_OBJECT = "42704";
  public static final String DUPLICATE_COLUMN = "42701";
  public static final String DUPLICATE_TABLE = "42P07";
  public static final String DUPLICATE_OBJECT = "42710";
  public static final String FEATURE_NOT_SUPPORTED = "0A000";
  public static final String INVALID_PASSWORD = "28P01";
  public static final String INVALID_AUTHORIZATION = "28000";
  public static final String INVALID_CATALOG_NAME = "3D000";
  public static final String DISK_FULL = "53100";
  public static final String TOO_MANY_CONNECTIONS = "53300";
  public static final String LOCK_NOT_AVAILABLE = "55P03";
  public static final String OBJECT_IN_USE = "55006";
  public static final String UNSAFE_NEW_ENUM_VALUE = "55P04";
  public static final String QUERY_CANCELED = "57014";
  public static final String ADMIN_SHUTDOWN = "57P01";
  public static final String CRASH_SHUTDOWN = "57P02";
  public static final String CANNOT_CONNECT_NOW = "57P03";

  private SqlState() {}

  /** The connection is gone, and with it the knowledge of what a COMMIT in flight has done. */
  public static boolean connectionLost(String sqlState) {
    return sqlState.startsWith("08")
        || sqlState.equals(ADMIN_SHUTDOWN)
        || sqlState.equals(CRASH_SHUTDOWN)
        || sqlState.equals(CANNOT_CONNECT_NOW);
  }
}
