import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A service that an agent of the type "http" can ask; it says in a stream what it was told, word by
 * word. Needs a JDK and nothing else:
 *
 * <pre>BOT_SECRET=change-me java HttpAgentService.java 8090</pre>
 */
public final class HttpAgentService {
  /** Enough for this example; use a JSON library for anything real. */
  private static final Pattern TEXT = Pattern.compile("\"text\":\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final String SECRET = System.getenv().getOrDefault("BOT_SECRET", "change-me");

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8090;
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/turn", HttpAgentService::turn);
    server.start();
    System.out.println("Answering at http://127.0.0.1:" + server.getAddress().getPort() + "/turn");
  }

  private static void turn(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!isSigned(exchange, body)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Matcher text = TEXT.matcher(body);
      String[] words = (text.find() ? text.group(1) : "nothing").split(" ");
      exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      send(out, "data: {\"text\": \"You said:\"}\n\n");
      for (String word : words) {
        send(out, "data: {\"text\": \" " + word + "\"}\n\n");
      }
      send(out, "event: end\ndata: {}\n\n");
    }
  }

  /** Nobody but the gateway knows the secret, and what it signed long ago is not for now. */
  private static boolean isSigned(HttpExchange exchange, String body) {
    String time = exchange.getRequestHeaders().getFirst("X-Nanobot-Timestamp");
    String signature = exchange.getRequestHeaders().getFirst("X-Nanobot-Signature");
    if (time == null || signature == null || !time.matches("\\d{1,12}")) {
      return false;
    }
    boolean recent = Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) < 300;
    return recent && MessageDigest.isEqual(bytes("v1=" + hmac(time + "." + body)), bytes(signature));
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(SECRET), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(OutputStream out, String event) throws IOException {
    out.write(bytes(event));
    out.flush();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
