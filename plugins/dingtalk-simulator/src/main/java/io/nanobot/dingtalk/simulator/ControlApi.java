package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpExchange;
import io.nanobot.dingtalk.simulator.wire.HttpRequest;
import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page and what it needs. Only for programs of this machine and for the page itself: the Host
 * header must name the loopback interface (no DNS rebinding), and a POST must be JSON, which a
 * foreign page can not send without asking first. Should a browser let it through nevertheless, its
 * Origin gives it away.
 */
final class ControlApi {
  private static final String PREFIX = "/_simulator/";

  private final Platform platform;
  private final PageAssets assets = new PageAssets();
  private final EventStream events;

  ControlApi(Platform platform) {
    this.platform = platform;
    this.events = new EventStream(platform);
  }

  boolean owns(HttpRequest request) {
    return request.path().startsWith(PREFIX) || assets.has(request.path());
  }

  void handle(HttpExchange exchange) throws IOException {
    HttpRequest request = exchange.request();
    if (!fromHere(request)) {
      exchange.respond(error(403, "this is only for the machine that the simulator runs on"));
    } else if (request.method().equals("POST") && !fromOwnPage(request)) {
      exchange.respond(error(403, "this is not for other pages"));
    } else if (request.method().equals("POST") && !request.isJson()) {
      exchange.respond(error(415, "send application/json"));
    } else if (request.method().equals("GET") && request.path().equals(PREFIX + "events")) {
      events.serve(exchange);
    } else {
      exchange.respond(answer(request));
    }
  }

  private static boolean fromHere(HttpRequest request) {
    String host = request.header("Host").orElse("");
    int colon = host.lastIndexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.equals("localhost") || name.equals("127.0.0.1");
  }

  /** Programs name no origin. */
  private static boolean fromOwnPage(HttpRequest request) {
    String own = "http://" + request.header("Host").orElse("");
    return request.header("Origin").map(own::equals).orElse(true);
  }

  private HttpResponse answer(HttpRequest request) {
    try {
      return switch (request.method() + " " + request.path()) {
        case "GET " + PREFIX + "state" -> HttpResponse.json(200, ChatJson.state(platform));
        case "GET " + PREFIX + "messages" -> HttpResponse.json(200, messages());
        case "GET " + PREFIX + "requests" -> HttpResponse.json(200, requests());
        case "POST " + PREFIX + "say" -> say(Json.objectIn(request.bodyText()));
        case "POST " + PREFIX + "press" -> press(Json.objectIn(request.bodyText()));
        case "POST " + PREFIX + "faults" -> faults(Json.objectIn(request.bodyText()));
        case "POST " + PREFIX + "links" -> links(Json.objectIn(request.bodyText()));
        case "POST " + PREFIX + "tokens/revoke" -> done(platform.tokens()::revokeAll);
        case "POST " + PREFIX + "reset" -> done(platform::reset);
        default -> page(request);
      };
    } catch (IllegalArgumentException wrong) {
      return error(400, wrong.getMessage());
    }
  }

  private HttpResponse page(HttpRequest request) {
    return Optional.of(request.path())
        .filter(path -> request.method().equals("GET"))
        .flatMap(assets::serve)
        .orElseGet(() -> error(404, "there is no " + request.method() + " " + request.path()));
  }

  private ArrayNode messages() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    platform.chats().entries().forEach(entry -> all.add(ChatJson.entry(entry)));
    return all;
  }

  private ArrayNode requests() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (RecordedRequest request : platform.journal().requests()) {
      all.addObject()
          .put("at", request.at().toString())
          .put("method", request.method())
          .put("path", request.path())
          .put("status", request.status());
    }
    return all;
  }

  /** See {@link SaidFromOutside}. */
  private HttpResponse say(JsonNode body) {
    SaidFromOutside said = new SaidFromOutside(platform.settings().world(), platform.chats());
    SentMessage message = platform.deliveries().say(said.read(body));
    return HttpResponse.json(200, ChatJson.entry(message));
  }

  /**
   * {@code {"name":"black-hole","on":true,"times":3,"argument":"…"}}, or {@code {"clear":true}}.
   */
  private HttpResponse faults(JsonNode body) {
    Faults faults = platform.faults();
    if (body.path("clear").asBoolean(false)) {
      return done(faults::clear);
    }
    String name = Json.text(body, "name");
    Fault fault =
        Fault.named(name)
            .orElseThrow(() -> new IllegalArgumentException("there is no fault " + name));
    if (!body.path("on").asBoolean(true)) {
      return done(() -> faults.clear(fault));
    }
    ActiveFault active = faults.on(fault, Json.text(body, "argument"));
    if (body.has("times")) {
      active.times(body.path("times").asInt(1));
    }
    return done(() -> {});
  }

  /**
   * {@code {"card":"<outTrackId>","person":"<Staff ID or name>","action":"stop"}}. Answers when the
   * app has, or when it is too late for that.
   */
  private HttpResponse press(JsonNode body) {
    Card card =
        platform
            .cards()
            .find(Json.text(body, "card"))
            .orElseThrow(() -> new IllegalArgumentException("there is no such card"));
    Person person = platform.settings().world().person(Json.text(body, "person"));
    CardClick click = platform.cardClicks().press(card, person, Json.text(body, "action"));
    platform.changes().await(() -> !click.heard() || click.ack().isPresent(), CardClick.LIMIT);
    ObjectNode state = ChatJson.state(platform);
    click.problem().ifPresent(problem -> state.put("clickProblem", problem));
    return HttpResponse.json(200, state);
  }

  /** {@code {"action":"rotate"}} or {@code {"action":"drop"}}. */
  private HttpResponse links(JsonNode body) {
    return switch (Json.text(body, "action")) {
      case "rotate" -> done(() -> platform.links().all().forEach(platform.links()::rotate));
      case "drop" -> done(() -> platform.links().all().forEach(platform.links()::drop));
      default -> throw new IllegalArgumentException("action is rotate or drop");
    };
  }

  private HttpResponse done(Runnable action) {
    action.run();
    ObjectNode state = ChatJson.state(platform);
    return HttpResponse.json(200, state);
  }

  private static HttpResponse error(int status, String message) {
    return HttpResponse.json(status, Json.object().put("error", message));
  }
}
