package io.nanobot.channel.dingtalk.markdown;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A piece of a text that stands on lines of its own. */
sealed interface Content permits Prose, CodeBlock, Table {
  /** A piece in two. */
  record Cut(Content head, Content tail) {}

  /** The lines of Markdown for it. */
  String render();

  /** What it says, without marks. */
  String words();

  /**
   * Cuts off as much as fits.
   *
   * @param fits whether these lines of Markdown find place
   * @param anywhere whether to cut at a bad place rather than not at all
   * @return empty if it can not be cut so
   */
  Optional<Cut> cut(Predicate<String> fits, boolean anywhere);

  /** The same in a form that can be cut in more places. */
  List<Content> loosened();
}
