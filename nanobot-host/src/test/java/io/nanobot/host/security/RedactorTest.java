package io.nanobot.host.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.config.SimpleJson;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String SECRET = "kL9-xQ_72 vB/4+mZ\"p\\é";
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String SYMBOLS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ";

  private final Redactor redactor = new Redactor();

  @Test
  void leavesOtherTextAsItIs() {
    redactor.learn(List.of(SECRET));
    String text = "Sending r-17 again: UNAVAILABLE: no network, retrying in 4s";
    assertThat(redactor.mask(text)).isSameAs(text);
    assertThat(redactor.mask("")).isEmpty();
  }

  @Test
  void hidesASecretWhereverItStands() {
    redactor.learn(List.of("hunter22"));
    assertThat(redactor.mask("hunter22")).isEqualTo("***");
    assertThat(redactor.mask("xhunter22y hunter22")).isEqualTo("x***y ***");
    assertThat(redactor.mask("at io.Foo(hunter22.java:1)\n\tat hunter22"))
        .isEqualTo("at io.Foo(***.java:1)\n\tat ***");
  }

  @Test
  void hidesWhatTwoSecretsCoverTogether() {
    redactor.learn(List.of("abcdef", "defghi"));
    assertThat(redactor.mask("xabcdefghiy")).isEqualTo("x***y");
  }

  @Test
  void doesNotLookForTheShortest() {
    redactor.learn(List.of("abc", " a ", ""));
    assertThat(redactor.mask("abc a  ")).isEqualTo("abc a  ");
    redactor.learn(List.of("abcd"));
    assertThat(redactor.mask("abc abcd")).isEqualTo("abc ***");
  }

  @Test
  void hidesASecretInWhatWasCutOff() {
    redactor.learn(List.of("0f1e2d3c4b5a69788796a5b4c3d2e1f0"));
    assertThat(redactor.mask("DingTalk said: 0f1e2d3c4b5a…")).isEqualTo("DingTalk said: ***…");
    assertThat(redactor.mask("said 0f1e2d3c4b5a... Try again."))
        .isEqualTo("said ***... Try again.");
    assertThat(redactor.mask("said 0f1e2d3c4")).isEqualTo("said ***");
    assertThat(redactor.mask("0f1e2d3c4 is a beginning")).isEqualTo("0f1e2d3c4 is a beginning");
  }

  @Test
  void hidesTheLinesOfALongSecret() {
    String key =
        """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB
        yEiGZl0Kpm1EXEvEWlNhJdZ7xC0XXo8lc0Rd2GwVfKpZ6tKcTg3x3xkqEjDZ4bXf
        -----END PRIVATE KEY-----
        """;
    redactor.learn(List.of(key));
    assertThat(redactor.mask("key=" + key + "!")).doesNotContain("MIIE", "yEiG");
    assertThat(redactor.mask("at line 2: " + key.lines().toList().get(1))).doesNotContain("MIIE");
    assertThat(redactor.mask(key.replace('\n', ' '))).doesNotContain("MIIE", "yEiG");
  }

  @Test
  void hidesASecretOfAnyLength() {
    Random random = new Random(5);
    String secret = random(random, LETTERS, 100_000);
    redactor.learn(List.of(secret));
    String masked = redactor.mask("<" + secret + "> " + secret.substring(0, 5_000));
    assertThat(masked).hasSizeLessThan(100);
    assertThat(masked).startsWith("<***").contains(">");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://oapi.dingtalk.com/robot/sendBySession?session=0b1c2d | https://oapi.dingtalk.com/robot/sendBySession?session=***",
        "POST /robot/sendBySession?a=1&session=0b1c2d HTTP/1.1 | POST /robot/sendBySession?a=1&session=*** HTTP/1.1",
        "https%3A%2F%2Fx%2Frobot%2FsendBySession%3Fsession%3D0b1c2d%26a%3D1 | https%3A%2F%2Fx%2Frobot%2FsendBySession%3Fsession%3D***%26a%3D1",
        "wss://x:443/connect?ticket=4e7c1a2b-33aa-4d1c-9f67 | wss://x:443/connect?ticket=***",
        "{\"endpoint\":\"wss://x\",\"ticket\":\"4e7c1a2b-33aa\"} | {\"endpoint\":\"wss://x\",\"ticket\":\"***\"}",
        "{\"accessToken\":\"f00\",\"expireIn\":7200} | {\"accessToken\":\"***\",\"expireIn\":7200}",
        "{\"access_token\" : \"f00\"} | {\"access_token\" : \"***\"}",
        "{\\\"clientSecret\\\":\\\"f00\\\",\\\"a\\\":1} | {\\\"clientSecret\\\":\\\"***\\\",\\\"a\\\":1}",
        "/gettoken?appkey=ding1&appsecret=f00 | /gettoken?appkey=ding1&appsecret=***",
        "x-acs-dingtalk-access-token: 9d8c7b6a5f | x-acs-dingtalk-access-token: ***",
        "{x-acs-dingtalk-access-token=[9d8c7b6a5f], a=[b]} | {x-acs-dingtalk-access-token=[***], a=[b]}",
        "Authorization: Bearer 9d8c7b6a5f | Authorization: ***",
        "{Authorization=[Basic dXNlcjpwYXNz], a=[b]} | {Authorization=[***], a=[b]}",
        "\"authorization\": \"Basic dXNlcjpwYXNz\" | \"authorization\": \"***\"",
        "used bearer 9d8c7b6a5f for it | used bearer *** for it",
        "Cookie: theme=dark; JSESSIONID=9d8c7b6a5f | Cookie: ***",
        "{\"password\":\"a\\\"b\"} | {\"password\":\"***\"}",
        "{\"password\":\"cut off | {\"password\":\"***",
        "Config[apiKey=f00, model=m] | Config[apiKey=***, model=m]",
        "Config[token=Optional[9d8c7b6a5f]] | Config[token=Optional[***]]",
        "jdbc:mariadb://nanobot:f00@db:3306/x | jdbc:mariadb://nanobot:***@db:3306/x",
        "jdbc:postgresql://db/x?user=n&password=f00&ssl=true | jdbc:postgresql://db/x?user=n&password=***&ssl=true",
        "https://hooks.example.com/?key=f00#x | https://hooks.example.com/?key=***",
        "\"sessionWebhook\":\"https://x/y?session=1\",\"z\":1 | \"sessionWebhook\":\"***\",\"z\":1",
        "%7B%22accessToken%22%3A%22f00%22%7D | %7B%22accessToken%22%3A%22***%22%7D",
      })
  void hidesWhatANameTells(String text, String expected) {
    String actual = redactor.mask(text);
    assertThat(actual.replace("***#x", "***")).isEqualTo(expected);
    assertThat(redactor.mask(actual)).isEqualTo(actual);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channels.dingtalk.clientSecret: Required setting is missing: Client Secret of the app.",
        "channels.dingtalk.clientSecret: Environment variable 'DINGTALK_CLIENT_SECRET' is not set.",
        "\"clientSecret\": \"${DINGTALK_CLIENT_SECRET}\"",
        "\"clientSecret\": {\"type\": \"string\"}",
        "DingTalkConfig[clientId=ding1, clientSecret=****, token=Optional[****]]",
        "password=null, secret=\"\", apiKey=",
        "Lease[lane=in:42, token=17]",
        "Basic authentication failed; Bearer authentication is needed",
        "2026-10-04 12:34:56 | INFO  | dingtalk | Response to dingtalk:0123456789: 1 message(s)",
        "http://127.0.0.1:18790/health",
        "session=dingtalk:cid123 nextAttempt=2026-10-04T12:00:00Z",
        "https://open.dingtalk.com/document/orgapp/robot-overview#title?x",
        "Authorization: none was sent",
        "the token: expired",
      })
  void leavesWhatIsNoSecret(String text) {
    assertThat(redactor.mask(text)).isEqualTo(text);
  }

  @Test
  void hidesRandomSecretsInEveryEncoding() {
    Random random = new Random(20_261_004);
    for (int round = 0; round < 3_000; round++) {
      String secret = secret(random);
      Redactor fresh = new Redactor();
      fresh.learn(List.of("another-one", secret));
      String before = random(random, LETTERS, random.nextInt(9));
      String after = random(random, LETTERS, random.nextInt(9));
      for (UnaryOperator<String> encoding : ENCODINGS) {
        String leak = encoding.apply(secret);
        String text = "say <" + before + leak + after + "> end";
        String masked = fresh.mask(text);
        assertThat(masked).as("%s in %s", secret, text).doesNotContain(leak).contains("***");
        assertThat(masked).startsWith("say <").endsWith("> end");
        assertThat(fresh.mask(masked)).as("again").isEqualTo(masked);
      }
    }
  }

  @Test
  void hidesRandomSecretsInsideOfBase64() {
    Random random = new Random(42);
    for (int round = 0; round < 3_000; round++) {
      String secret = secret(random);
      Redactor fresh = new Redactor();
      fresh.learn(List.of(secret));
      String user = random(random, LETTERS, random.nextInt(20));
      byte[] pair =
          (user + ":" + secret + random(random, LETTERS, random.nextInt(3))).getBytes(UTF_8);
      for (Base64.Encoder encoder :
          List.of(
              Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getEncoder().withoutPadding())) {
        String leak = encoder.encodeToString(pair);
        assertThat(fresh.mask("got (" + leak + ") here")).isEqualTo("got (***) here");
        assertThat(fresh.mask("Authorization: Basic " + leak)).doesNotContain(leak);
      }
    }
  }

  /** Not a measurement: only what is not linear fails here, however busy the machine is. */
  @Test
  void takesNoLongerThanTheTextIs() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    redactor.learn(List.of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", SECRET));
    for (String piece :
        List.of(
            "a",
            "=",
            ":",
            "://",
            "secret:",
            "token=",
            "password=\"",
            "authorization: ",
            "cookie:a ",
            "\\\"",
            "secret:\\\\\\\\",
            "bearer ",
            "%3D",
            "key%3D",
            "://a:",
            "A",
            "…",
            "session=")) {
      String text = piece.repeat(2_000_000 / piece.length());
      long begin = threads.getCurrentThreadCpuTime();
      redactor.mask(text);
      assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin))
          .as(piece)
          .isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void learnsWhileOthersMask() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(4);
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 2_000; i++) {
                    String masked = redactor.mask("the first-secret and more");
                    assertThat(masked).isIn("the first-secret and more", "the *** and more");
                  }
                } catch (Throwable e) {
                  failure.set(e);
                } finally {
                  done.countDown();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    redactor.learn(List.of("first-secret"));
    for (int i = 0; i < 20; i++) {
      redactor.learn(List.of("secret-number-" + i));
      assertThat(redactor.mask("a first-secret")).isEqualTo("a ***");
    }
    done.await();
    assertThat(failure).hasNullValue();
  }

  private static final List<UnaryOperator<String>> ENCODINGS =
      List.of(
          secret -> secret,
          secret -> URLEncoder.encode(secret, UTF_8),
          secret -> URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
          secret -> URLEncoder.encode(URLEncoder.encode(secret, UTF_8), UTF_8),
          RedactorTest::percentEveryMark,
          RedactorTest::json,
          secret -> json(json(secret)),
          secret -> json(secret).replace("/", "\\/"),
          RedactorTest::asciiJson,
          secret -> "{\"clientSecret\":" + SimpleJson.quote(secret) + "}",
          secret -> "?client_secret=" + URLEncoder.encode(secret, UTF_8) + "&a=b");

  private static String json(String text) {
    String quoted = SimpleJson.quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String asciiJson(String text) {
    StringBuilder result = new StringBuilder();
    for (char c : json(text).toCharArray()) {
      result.append(c < 0x7F ? String.valueOf(c) : String.format("\\u%04X", (int) c));
    }
    return result.toString();
  }

  private static String percentEveryMark(String text) {
    StringBuilder result = new StringBuilder();
    for (byte unit : text.getBytes(UTF_8)) {
      boolean plain = LETTERS.indexOf(unit) >= 0 || "-._~".indexOf(unit) >= 0;
      result.append(plain ? String.valueOf((char) unit) : String.format("%%%02x", unit & 0xFF));
    }
    return result.toString();
  }

  /** Mostly as platforms make them, some as people do. */
  private static String secret(Random random) {
    int length = 8 + random.nextInt(60);
    return switch (random.nextInt(5)) {
      case 0 -> random(random, "0123456789abcdef", length);
      case 1 -> random(random, LETTERS + "-_", length);
      case 2 -> random(random, LETTERS + SYMBOLS, length);
      case 3 -> random(random, LETTERS + "äöü密钥😀", length);
      default -> random(random, LETTERS, 4 + random.nextInt(5));
    };
  }

  private static String random(Random random, String alphabet, int length) {
    int[] points = alphabet.codePoints().toArray();
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < length; i++) {
      result.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return result.toString();
  }
}
