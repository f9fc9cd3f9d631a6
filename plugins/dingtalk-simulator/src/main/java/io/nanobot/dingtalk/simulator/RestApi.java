package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpExchange;
import io.nanobot.dingtalk.simulator.wire.HttpRequest;
import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The REST endpoints by method and path. */
final class RestApi {
  private record Route(String method, Pattern path, Endpoint endpoint) {
    boolean matches(HttpRequest request) {
      return method.equals(request.method()) && path.matcher(request.path()).matches();
    }
  }

  private final List<Route> routes = new ArrayList<>();
  private final Faults faults;
  private final Journal journal;
  private final CallRate rate = new CallRate();

  RestApi(Platform platform) {
    this.faults = platform.faults();
    this.journal = platform.journal();
    World world = platform.settings().world();
    Clock clock = platform.settings().clock();
    Chats chats = platform.chats();
    Callers callers = new Callers(world, platform.tokens(), faults);
    AccessTokens tokens = new AccessTokens(world, platform.tokens(), faults);
    RobotSends sends = new RobotSends(world, callers, chats, faults, clock, platform.uploads());
    RobotRecalls recalls = new RobotRecalls(world, callers, chats);
    ReadStatus readStatus = new ReadStatus(world, callers, chats);
    FileDownloads downloads =
        new FileDownloads(callers, platform.files(), platform.addresses(), faults);
    Reactions reactions = new Reactions(callers, chats, faults);

    post(
        "/v1.0/gateway/connections/open",
        new OpenConnection(world, platform.tickets(), platform.addresses(), faults));
    post("/v1.0/oauth2/accessToken", tokens::preferred);
    post("/v1.0/oauth2/{corpId}/token", tokens::unified);
    get("/gettoken", tokens::old);
    post(
        "/robot/sendBySession", send(new SendBySession(platform.sessions(), chats, faults, clock)));
    post("/v1.0/robot/oToMessages/batchSend", send(sends::toPeople));
    post("/v1.0/robot/groupMessages/send", send(sends::toGroup));
    post("/v1.0/robot/otoMessages/batchRecall", recalls::fromPeople);
    post("/v1.0/robot/groupMessages/recall", recalls::fromGroup);
    get("/v1.0/robot/oToMessages/readStatus", readStatus::ofPeople);
    post("/v1.0/robot/groupMessages/query", readStatus::ofGroup);
    post("/v1.0/robot/messageFiles/download", downloads::address);
    get(FileDownloads.LINKS + "{id}.file", downloads::content);
    post("/v1.0/robot/emotion/reply", reactions::add);
    post("/v1.0/robot/emotion/recall", reactions::takeBack);
    CardCalls cards =
        new CardCalls(world, callers, chats, platform.cards(), platform.faults(), clock);
    post("/v1.0/card/instances", send(cards::create));
    post("/v1.0/card/instances/deliver", send(cards::deliver));
    post("/v1.0/card/instances/createAndDeliver", send(cards::createAndDeliver));
    put("/v1.0/card/instances", send(cards::update));
    put("/v1.0/card/streaming", send(cards::stream));
    post("/media/upload", new MediaUpload(callers, platform.uploads(), faults, clock));
    post("/topapi/v2/user/get", new UserGet(world, callers));
  }

  private void post(String path, Endpoint endpoint) {
    routes.add(new Route("POST", pattern(path), endpoint));
  }

  private void put(String path, Endpoint endpoint) {
    routes.add(new Route("PUT", pattern(path), endpoint));
  }

  private void get(String path, Endpoint endpoint) {
    routes.add(new Route("GET", pattern(path), endpoint));
  }

  private Endpoint send(Endpoint endpoint) {
    return new GuardedSend(faults, endpoint);
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
  }

  void handle(HttpExchange exchange) throws IOException {
    HttpRequest request = exchange.request();
    int number = journal.arrived(request.method(), request.path());
    Call call = new Call(request, exchange.secure());
    try {
      HttpResponse response = answer(call);
      journal.answered(number, response.status());
      exchange.respond(response);
      call.replies().forEach(Reply::confirm);
    } catch (AnswerWithheld withheld) {
      exchange.reset();
    }
  }

  private void checkRate(String path) {
    faults
        .strike(Fault.QPS_COUNTED)
        .filter(fault -> !rate.admits(path, fault.number()))
        .ifPresent(
            fault -> {
              throw path.startsWith("/v1.0/")
                  ? ApiError.tooManyThisSecond()
                  : ApiError.errcode(410100, "发送速度太快而限流");
            });
  }

  private HttpResponse answer(Call call) {
    if (faults.strikes(Fault.HTML_ANSWERS)) {
      return HttpResponse.of(
          200, "text/html", "<html><body><h1>Please slow down</h1></body></html>");
    }
    if (faults.strikes(Fault.ADDRESS_BLOCKED)) {
      return HttpResponse.json(
          200, Json.object().put("status", 1111).put("wait", 5).put("punish", "deny"));
    }
    try {
      checkRate(call.request().path());
      return routes.stream()
          .filter(route -> route.matches(call.request()))
          .findFirst()
          .map(Route::endpoint)
          .orElseThrow(() -> ApiError.of(404, "error.notFound", "请求的URI地址不存在"))
          .answer(call);
    } catch (ApiError error) {
      return error.response();
    }
  }
}
