package io.slipway.migration;

import io.slipway.sql.Statement;
import java.util.List;

/**
 * What an author tells Slipway in comments.
 *
 * @param blocks every {@code @metadata} block, in order; each is for the statements after it
 * @param ignores findings silenced
 * @param verbatim {@code -- slipway:verbatim}: run it as written, rewrite nothing
 */
public record Directives(List<Block> blocks, List<Ignore> ignores, boolean verbatim) {
  public static final Directives NONE = new Directives(List.of(), List.of(), false);

  public Directives {
    blocks = List.copyOf(blocks);
    ignores = List.copyOf(ignores);
  }

  /**
   * @param position where it stands in the file: it is for the statements that start after it
   */
  public record Block(int position, Metadata metadata) {}

  /**
   * {@code -- slipway:ignore RULE reason}.
   *
   * @param line 1-based
   * @param statement index of the statement it stands in, or of the next one; -1 after the last
   */
  public record Ignore(String rule, String reason, int line, int statement) {}

  /** What the file says about itself: its first block. */
  public Metadata ofFile() {
    return blocks.isEmpty() ? Metadata.NONE : blocks.getFirst().metadata();
  }

  /** The block in force at the statement: the last one before it. */
  public Metadata at(Statement statement) {
    Metadata found = Metadata.NONE;
    for (Block block : blocks) {
      if (block.position() <= statement.span().start()) found = block.metadata();
    }
    return found;
  }

  /** What is silenced at the statement. */
  public List<Ignore> ignoredAt(Statement statement) {
    return ignores.stream().filter(it -> it.statement() == statement.index()).toList();
  }
}
