package dev.pointsman.router.http;

import dev.pointsman.router.openai.RequestFailure;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which web pages may call, by their origin: those of this router, and those that are allowed.
///
/// A browser asks for headers before it lets a page of another origin read an answer (CORS);
/// without them a page can still send. Where no key is asked for, such a page is refused, and so is
/// a name that is not this machine's, since any site may let its own name lead to this address.
record Origins(boolean open, String host, Set<String> allowed) {

  private static final String METHODS = "GET, POST, PUT, DELETE";
  private static final String SECONDS_REMEMBERED = "600";
  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "::1");

  void handle(RoutingContext http) {
    HttpServerRequest request = http.request();
    String origin = request.getHeader("origin");
    if (origin != null && allowed.contains(origin)) {
      allow(http, origin);
      return;
    }
    if (open && !isOurs(request, origin)) {
      Replies.failure(
          http,
          RequestFailure.forbidden(
              "a web page of another site, or one under another name, may not call this; use"
                  + " auth: keys, or allow its origin in server.cors"));
      return;
    }
    http.next();
  }

  private static void allow(RoutingContext http, String origin) {
    HttpServerRequest request = http.request();
    HttpServerResponse response = http.response();
    response.putHeader("access-control-allow-origin", origin).putHeader("vary", "origin");
    boolean isAsking =
        request.method().equals(HttpMethod.OPTIONS)
            && request.getHeader("access-control-request-method") != null;
    if (!isAsking) {
      response.putHeader("access-control-expose-headers", "*, retry-after");
      http.next();
      return;
    }
    String headers = request.getHeader("access-control-request-headers");
    response
        .putHeader("access-control-allow-methods", METHODS)
        .putHeader("access-control-allow-headers", headers == null ? "" : headers)
        .putHeader("access-control-max-age", SECONDS_REMEMBERED)
        .setStatusCode(204)
        .end();
  }

  private boolean isOurs(HttpServerRequest request, @Nullable String origin) {
    HostAndPort named = request.authority();
    if (named == null) {
      return false;
    }
    boolean isHere = isLoopback(named.host()) || named.host().equals(host);
    return isHere && (origin == null || isSame(origin, named));
  }

  private static boolean isSame(String origin, HostAndPort named) {
    try {
      URI uri = URI.create(origin);
      return named.host().equalsIgnoreCase(uri.getHost()) && named.port() == uri.getPort();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLoopback(String name) {
    return LOOPBACK.contains(name) || name.matches("127(\\.\\d{1,3}){3}");
  }
}
