package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.DownloadException.Kind;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects are checked like the first address. */
class DownloadedRedirectsTest extends DownloadsOverLoopback {
  @Test
  void followsRedirects() throws Exception {
    RawServer server = plain("");
    AtomicInteger asked = new AtomicInteger();
    server.answer(
        out ->
            write(
                out,
                switch (asked.incrementAndGet()) {
                  case 1 -> redirect(301, "/b?x=1");
                  case 2 -> redirect(307, "c");
                  case 3 -> redirect(303, http(server, "/d").toString());
                  default -> HELLO;
                }));

    assertThat(downloads.fetch(http(server, "/a"), Path.of("a")).file()).hasContent("hello");
    assertThat(server.requests())
        .extracting(head -> head.split(" ", -1)[1])
        .containsExactly("/a", "/b?x=1", "/c", "/d");
  }

  @Test
  void followsNotForEver() throws Exception {
    RawServer server = plain(redirect(302, "/again?s3cr3t"));

    DownloadException failure = failure(http(server, "/"));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure).hasMessage("files.example redirects more than 3 times");
    assertThat(server.requests()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://inside.example/s3cr3t",
        "https://10.0.0.7/s3cr3t",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:10.0.0.7]/",
        "https://unlisted.example:444/",
        "//unlisted.example:444/",
        "http://unlisted.example/",
        "https://user:s3cr3t@files.example/",
        "https://0x7f.1/",
        "file:///etc/passwd",
        "javascript:alert(1)"
      })
  void checksWhereARedirectLeads(String location) throws Exception {
    names.put("unlisted.example", "8.8.8.8");
    RawServer server = plain(redirect(302, location));

    DownloadException failure = failure(http(server, "/"));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).message().doesNotContain("s3cr3t");
  }

  @Test
  void followsNoRedirectFromHttpsToHttp() throws Exception {
    RawServer plain = plain(HELLO);
    RawServer secure = secure(redirect(302, http(plain, "/s3cr3t").toString()));

    DownloadException failure = failure(https(secure, "/"));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessage("api.dingtalk.com leads from https to http, on files.example");
    assertThat(plain.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://a b/s3cr3t", "ht tp://s3cr3t", "%"})
  void aRedirectToNowhereFails(String location) throws Exception {
    DownloadException failure = failure(http(plain(redirect(302, location)), "/"));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure.status()).hasValue(302);
    assertThat(failure).hasMessage("files.example redirects to what is no address").hasNoCause();
  }

  private static String redirect(int status, String location) {
    return "HTTP/1.1 %d Elsewhere\r\nLocation: %s\r\nContent-Length: 4\r\n\r\nbody"
        .formatted(status, location);
  }
}
