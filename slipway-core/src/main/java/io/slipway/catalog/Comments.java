package io.slipway.catalog;

import io.slipway.sql.Change;

/** COMMENT ON what has a comment here. */
final class Comments {
  private final Catalog catalog;

  Comments(Catalog catalog) {
    this.catalog = catalog;
  }

  void apply(Change.CommentOn comment) {
    String member = comment.member() == null ? "" : comment.member();
    switch (comment.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE ->
          catalog
              .table(comment.object())
              .ifPresent(it -> catalog.put(it.edit().comment(comment.text()).done()));
      case COLUMN ->
          catalog
              .table(comment.object())
              .ifPresent(
                  table ->
                      catalog.put(
                          table
                              .edit()
                              .column(member, it -> it.withComment(comment.text()))
                              .done()));
      case CONSTRAINT ->
          catalog
              .table(comment.object())
              .ifPresent(
                  table ->
                      catalog.put(
                          table
                              .edit()
                              .eachConstraint(
                                  it ->
                                      it.name().equals(member)
                                          ? it.withComment(comment.text())
                                          : it)
                              .done()));
      case INDEX ->
          catalog
              .index(comment.object())
              .ifPresent(it -> catalog.put(it.withComment(comment.text())));
      case DOMAIN_CONSTRAINT,
          TRIGGER,
          EVENT_TRIGGER,
          RULE,
          POLICY,
          TYPE,
          ATTRIBUTE,
          DOMAIN,
          FUNCTION,
          PROCEDURE,
          ROUTINE,
          AGGREGATE,
          OPERATOR,
          SCHEMA,
          DATABASE,
          EXTENSION,
          ROLE,
          TABLESPACE,
          PUBLICATION,
          SUBSCRIPTION,
          STATISTICS,
          COLLATION,
          CAST,
          SERVER,
          OTHER -> {}
    }
  }
}
