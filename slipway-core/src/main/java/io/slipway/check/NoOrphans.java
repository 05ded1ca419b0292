package io.slipway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every row that a pending foreign key will cover has its parent. */
record NoOrphans() implements Check {
  @Override
  public String name() {
    return "no-orphans";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Verdict look(Look at) {
    List<String> wrong = new ArrayList<>();
    long rows = 0;
    List<OrphanSearch> searches = OrphanSearch.of(at.upcoming().changes().toList());
    for (OrphanSearch search : searches) {
      OrphanSearch.Found found = search.in(at.sql());
      rows += found.rows();
      if (found.rows() > 0) wrong.add(found.line());
    }
    String limit = "none for " + searches.size() + " new foreign keys";
    if (rows == 0) return Verdict.pass("no orphans", limit);
    return Verdict.fail(
            rows + " rows without a parent",
            limit,
            "Add the parents, or delete or NULL"
                + " the rows: the samples begin with the statement that would.")
        .with(wrong, rows);
  }
}
