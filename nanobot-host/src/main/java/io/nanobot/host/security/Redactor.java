package io.nanobot.host.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hides secrets in text that leaves the process: those of the configuration wherever and however
 * encoded they stand, and what platforms hand out at run time (session webhooks, tickets, tokens)
 * by the names that stand before it. Takes time in proportion to the text, whatever is in it. Any
 * thread.
 */
public final class Redactor {
  /** What stands in place of a secret. */
  public static final String MASK = "***";

  /** A shorter secret is not looked for: it is part of too many words. */
  public static final int SHORTEST = 4;

  private final Set<String> secrets = new LinkedHashSet<>();
  private volatile KnownValues known = KnownValues.NONE;

  /** Hides these as well from now on. */
  public synchronized void learn(Collection<String> values) {
    List<String> usable =
        values.stream().filter(value -> value.strip().length() >= SHORTEST).toList();
    if (secrets.addAll(usable)) {
      known = new KnownValues(secrets);
    }
  }

  /**
   * The text with {@link #MASK} in place of every secret; the same object if there is none in it.
   */
  public String mask(String text) {
    Spans found = new Spans();
    known.find(text, found);
    NamedValues.find(text, found);
    return found.replaced(text, MASK);
  }
}
