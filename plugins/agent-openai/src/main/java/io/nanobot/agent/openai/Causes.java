package io.nanobot.agent.openai;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure and what caused it, which libraries wrap as they like. */
final class Causes {
  private Causes() {}

  /** From the outside in. */
  static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    return of(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  static boolean contain(Throwable failure, Class<? extends Throwable> type) {
    return find(failure, type).isPresent();
  }

  /** The innermost, by its name: messages of libraries may repeat what is secret. */
  static String name(Throwable failure) {
    return of(failure).reduce((outer, inner) -> inner).orElseThrow().getClass().getSimpleName();
  }
}
