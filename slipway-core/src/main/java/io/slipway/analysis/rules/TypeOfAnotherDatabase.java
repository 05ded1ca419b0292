package io.slipway.analysis.rules;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Rule;
import io.slipway.analysis.StatementContext;
import io.slipway.sql.Change;
import io.slipway.sql.ColumnDef;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlType;
import io.slipway.sql.TableAction;
import java.util.Map;
import java.util.stream.Stream;

/** SQLSTATE 42704: types MySQL, SQL Server and Oracle have. */
final class TypeOfAnotherDatabase implements Rule {
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("datetime", "timestamptz"),
          Map.entry("datetime2", "timestamptz"),
          Map.entry("smalldatetime", "timestamptz"),
          Map.entry("tinyint", "smallint"),
          Map.entry("mediumint", "integer"),
          Map.entry("tinytext", "text"),
          Map.entry("mediumtext", "text"),
          Map.entry("longtext", "text"),
          Map.entry("blob", "bytea"),
          Map.entry("tinyblob", "bytea"),
          Map.entry("mediumblob", "bytea"),
          Map.entry("longblob", "bytea"),
          Map.entry("varbinary", "bytea"),
          Map.entry("image", "bytea"),
          Map.entry("nvarchar", "text"),
          Map.entry("nvarchar2", "text"),
          Map.entry("varchar2", "text"),
          Map.entry("clob", "text"),
          Map.entry("nclob", "text"),
          Map.entry("number", "numeric"),
          Map.entry("double", "double precision"),
          Map.entry("uniqueidentifier", "uuid"));

  @Override
  public String slug() {
    return "type-of-another-database";
  }

  @Override
  public FindingClass kind() {
    return FindingClass.WILL_FAIL;
  }

  @Override
  public String title() {
    return "PostgreSQL does not know the type";
  }

  @Override
  public Stream<Finding> check(StatementContext in) {
    return types(in.change())
        .filter(it -> it.schema() == null && INSTEAD.containsKey(it.name()))
        .filter(it -> in.before().type(QualifiedName.of(it.name())).isEmpty())
        .limit(1)
        .flatMap(it -> found(in, it));
  }

  private static Stream<SqlType> types(Change change) {
    return switch (change) {
      case Change.CreateTable create -> create.columns().stream().map(ColumnDef::type);
      case Change.AlterTable alter ->
          alter.actions().stream()
              .flatMap(
                  it ->
                      switch (it) {
                        case TableAction.AddColumn add -> Stream.of(add.column().type());
                        case TableAction.AlterType type -> Stream.of(type.type());
                        default -> Stream.<SqlType>empty();
                      });
      default -> Stream.empty();
    };
  }

  private Stream<Finding> found(StatementContext in, SqlType type) {
    return in.finding(this)
        .says("PostgreSQL has no type %s (SQLSTATE 42704)", type.name())
        .fix("What comes closest is %s", String.valueOf(INSTEAD.get(type.name())))
        .found();
  }
}
