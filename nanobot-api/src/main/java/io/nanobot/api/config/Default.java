package io.nanobot.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of an absent component, written as in JSON but without quotation marks around text. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /**
   * See above.
   *
   * @return the value, for example {@code 20} or {@code https://api.example.com}
   */
  String value();
}
