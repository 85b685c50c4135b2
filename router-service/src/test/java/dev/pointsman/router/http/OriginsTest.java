package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.RawHttp;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which web pages may call.
class OriginsTest {

  private static final String APP = "https://app.example.com";
  private static final String KEYS = "keys: [{ name: app, key: app-secret-1 }]";

  @Test
  void cors_offByDefault_noPageOfAnotherSiteIsTold() {
    try (TestRouter router = new TestRouter(KEYS)) {
      HttpResponse<String> asked = preflight(router, APP);
      HttpResponse<String> answer =
          router.chat("auto", "", "authorization", "Bearer app-secret-1", "origin", APP);

      assertThat(asked.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(asked.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
      assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-"));
    }
  }

  @Test
  void cors_ofAnAllowedOrigin_isAnswered_ofAnotherIsNot() {
    try (TestRouter router = new TestRouter(KEYS)) {
      router.edit(yaml -> yaml.replace("{ port: 0 }", "{ port: 0, cors: [\"" + APP + "\"] }"));
      await().until(() -> preflight(router, APP).statusCode() == 204);

      HttpResponse<String> asked = preflight(router, APP);
      assertThat(header(asked, "access-control-allow-origin")).isEqualTo(APP);
      assertThat(header(asked, "access-control-allow-headers"))
          .isEqualTo("authorization,x-stainless-os");
      assertThat(header(asked, "vary")).isEqualTo("origin");
      HttpResponse<String> answer =
          router.chat("auto", "", "authorization", "Bearer app-secret-1", "origin", APP);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "access-control-allow-origin")).isEqualTo(APP);
      HttpResponse<String> refused = router.chat("auto", "", "origin", APP);
      assertThat(refused.statusCode()).as("a key is asked for all the same").isEqualTo(401);
      assertThat(header(refused, "access-control-allow-origin")).as("and readable").isEqualTo(APP);
      assertThat(preflight(router, APP + ".evil.com").headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-"));
    }
  }

  /// Without keys: host, origin, status.
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, , 200",
    "localhost, , 200",
    "[::1], , 200",
    "localhost, http://localhostPORT, 200",
    "localhost, http://127.0.0.1PORT, 403",
    "localhost, https://evil.examplePORT, 403",
    "localhost, null, 403",
    "evil.example, , 403",
    "evil.example, http://evil.examplePORT, 403",
    "127.0.0.1.evil.example, , 403",
  })
  void withoutKeys_onlyPagesOfThisMachineMayCall(String host, String origin, int status) {
    try (TestRouter router = new TestRouter()) {
      String port = ":" + router.port();
      String from = origin == null ? "" : "Origin: " + origin.replace("PORT", port) + "\r\n";
      String answer =
          RawHttp.send(
              router.port(),
              "GET /v1/models HTTP/1.1\r\nHost: " + host + port + "\r\n" + from + "\r\n");

      assertThat(answer).startsWith("HTTP/1.1 " + status);
    }
  }

  private static HttpResponse<String> preflight(TestRouter router, String origin) {
    return router.send(
        HttpRequest.newBuilder(router.uri("/v1/chat/completions"))
            .method("OPTIONS", BodyPublishers.noBody())
            .headers("origin", origin, "access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,x-stainless-os")
            .build());
  }
}
