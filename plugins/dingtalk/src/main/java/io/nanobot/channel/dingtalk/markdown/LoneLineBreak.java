package io.nanobot.channel.dingtalk.markdown;

import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * A line of its own that is a line break only, outside of a paragraph. Paragraphs are apart anyway,
 * so it leaves nothing. To CommonMark it would begin HTML that lasts until the next empty line, and
 * what stands there would not be read as Markdown.
 */
final class LoneLineBreak extends AbstractBlockParser {
  private final Block block = new CustomBlock() {};

  private LoneLineBreak() {}

  @Override
  public Block getBlock() {
    return block;
  }

  @Override
  public BlockContinue tryContinue(ParserState state) {
    return BlockContinue.none();
  }

  @Override
  public void closeBlock() {
    block.unlink();
  }

  /** Finds them. */
  static final class Finder extends AbstractBlockParserFactory {
    private static final int INDENT_OF_CODE = 4;

    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      CharSequence line = state.getLine().getContent();
      String text = line.subSequence(state.getNextNonSpaceIndex(), line.length()).toString();
      boolean inParagraph = state.getActiveBlockParser().canHaveLazyContinuationLines();
      if (inParagraph || state.getIndent() >= INDENT_OF_CODE || !Words.isLineBreak(text.strip())) {
        return BlockStart.none();
      }
      return BlockStart.of(new LoneLineBreak()).atIndex(line.length());
    }
  }
}
