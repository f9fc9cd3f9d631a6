package io.nanobot.dingtalk.simulator;

/**
 * A card that was built and published in the console: a Markdown component that streams, and a stop
 * button.
 *
 * @param id by which apps refer to it
 * @param contentKey the variable of the component that streams
 */
public record CardTemplate(String id, String contentKey) {
  /** The one that exists; an app may use it without further ado. */
  public static final CardTemplate DEMO =
      new CardTemplate("00000000-6e61-6e6f-626f-740000000001.schema", "content");

  /** What its button tells the app. */
  public static final String STOP = "stop";
}
