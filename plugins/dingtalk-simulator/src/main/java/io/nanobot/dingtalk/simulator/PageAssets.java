package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The chat window's files. */
final class PageAssets {
  private record Asset(String resource, String contentType) {}

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/", new Asset("page.html", "text/html;charset=utf-8"),
          "/page.css", new Asset("page.css", "text/css;charset=utf-8"),
          "/page.js", new Asset("page.js", "text/javascript;charset=utf-8"),
          "/markdown.js", new Asset("markdown.js", "text/javascript;charset=utf-8"),
          "/icon.svg", new Asset("icon.svg", "image/svg+xml"));

  /** Nothing from elsewhere, nothing inline, and no frame around it. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  boolean has(String path) {
    return ASSETS.containsKey(path);
  }

  Optional<HttpResponse> serve(String path) {
    return Optional.ofNullable(ASSETS.get(path))
        .map(
            asset ->
                HttpResponse.of(200, asset.contentType(), bytes(asset.resource()))
                    .with("Content-Security-Policy", POLICY)
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Referrer-Policy", "no-referrer")
                    .with("Cache-Control", "no-cache"));
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = PageAssets.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
