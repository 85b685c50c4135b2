package dev.pointsman.router.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.RawHttp;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nothing a request carries names or changes where an upstream is. A trap listens; whatever is
/// tried, nobody calls it, and all calls go to the configured address.
class UpstreamAddressTest {

  private static final List<String> FIELDS =
      List.of(
          "base_url",
          "api_base",
          "api_url",
          "url",
          "host",
          "endpoint",
          "provider",
          "api_key",
          "api_version",
          "custom_llm_provider",
          "deployment",
          "deployment_id",
          "proxy",
          "proxies",
          "upstream",
          "azure_endpoint",
          "openai_api_base",
          "organization",
          "webhook",
          "callback_url",
          "redirect",
          "litellm_params",
          "model_list",
          "extra_body",
          "extra_headers",
          "headers");

  private static final List<String> HEADERS =
      List.of(
          "x-forwarded-host",
          "x-forwarded-server",
          "x-forwarded-for",
          "x-host",
          "x-original-host",
          "x-original-url",
          "x-rewrite-url",
          "x-upstream-host",
          "x-base-url",
          "x-api-base",
          "api-base",
          "base-url",
          "openai-base-url",
          "x-portkey-custom-host",
          "x-portkey-provider",
          "x-litellm-api-base",
          "helicone-target-url",
          "helicone-openai-api-base",
          "forwarded",
          "location",
          "referer",
          "proxy-authorization",
          "x-http-method-override",
          "destination");

  private static ScriptedUpstream trap;
  private static TestRouter router;

  @BeforeAll
  static void start() {
    trap = new ScriptedUpstream();
    router = new TestRouter();
  }

  @AfterAll
  static void stop() {
    router.close();
    trap.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.forget();
  }

  private static String evil() {
    return trap.baseUrl();
  }

  private static void nobodyWasTrapped() {
    assertThat(trap.uris).isEmpty();
    assertThat(router.upstream.uris).allMatch("/v1/chat/completions"::equals);
    assertThat(router.upstream.headers)
        .allSatisfy(
            sent -> {
              assertThat(sent.get("host")).isEqualTo("127.0.0.1:" + router.upstream.port());
              assertThat(sent.get("authorization")).isEqualTo("Bearer up-secret");
              assertThat(sent.toString()).doesNotContain(":" + trap.port());
            });
  }

  @Test
  void fieldsOfTheBody_changeNothing() {
    for (String field : FIELDS) {
      String value = "\"" + evil() + "\"";
      for (String given : List.of(value, "{\"base_url\":" + value + "}", "[" + value + "]")) {
        router.chat("cheap", "\"" + field + "\":" + given);
        router.chat("auto", "\"pointsman\":{\"" + field + "\":" + given + "}");
        router.post(
            "/v1/messages",
            "{\"model\":\"cheap\",\"max_tokens\":5,"
                + TestRouter.MESSAGES
                + ",\""
                + field
                + "\":"
                + given
                + "}");
      }
    }

    assertThat(router.upstream.uris).hasSizeGreaterThan(FIELDS.size());
    nobodyWasTrapped();
  }

  @Test
  void headers_changeNothing() {
    String host = "127.0.0.1:" + trap.port();
    for (String header : HEADERS) {
      for (String value : List.of(evil(), host, "host=" + host + ";proto=http")) {
        assertThat(router.chat("cheap", "", header, value).statusCode()).isEqualTo(200);
      }
      assertThat(router.chat("cheap", "", "x-pointsman-" + header, evil()).statusCode())
          .as("x-pointsman-" + header)
          .isEqualTo(400);
    }

    nobodyWasTrapped();
  }

  @Test
  void modelNames_leadNowhereElse() {
    List<String> names =
        List.of(
            evil(),
            evil() + "/cheap",
            "cheap@127.0.0.1:" + trap.port(),
            "cheap/../../v2",
            "../cheap",
            "cheap\\u0000",
            "cheap#" + evil(),
            "cheap?base_url=" + evil(),
            "openai/" + evil(),
            "auto/../cheap",
            "auto/" + evil(),
            "up:cheap",
            "cheap\\r\\nHost: 127.0.0.1:" + trap.port());
    for (String name : names) {
      assertThat(router.chat(name, "").statusCode()).as(name).isEqualTo(404);
    }

    assertThat(router.upstream.uris).isEmpty();
    nobodyWasTrapped();
  }

  @Test
  void imagesAndFiles_areNotFetched() {
    router.post(
        "/v1/chat/completions",
        "{\"model\":\"cheap\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
            + "\"image_url\":{\"url\":\""
            + evil()
            + "/x.png\"}},{\"type\":\"text\",\"text\":\"what is it?\"}]}]}");

    nobodyWasTrapped();
  }

  @Test
  void requestLinesAndPaths_leadNowhereElse() {
    String body = "{\"model\":\"cheap\"," + TestRouter.MESSAGES + "}";
    String rest =
        "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    String here = "Host: 127.0.0.1:" + router.port() + "\r\n";
    String there = "Host: 127.0.0.1:" + trap.port() + "\r\n";
    List<String> answers = new ArrayList<>();
    for (String target :
        List.of(
            evil() + "/chat/completions",
            "http://127.0.0.1:" + trap.port() + "/v1/chat/completions",
            "//127.0.0.1:" + trap.port() + "/v1/chat/completions",
            "/v1/chat/completions?base_url=" + evil(),
            "/v1/chat/completions/../../../" + evil(),
            "/v1/%2e%2e/v1/chat/completions",
            "/v1/chat/completions;base_url=" + evil(),
            "/v1/chat/completions#" + evil(),
            "@127.0.0.1:" + trap.port() + "/v1/chat/completions")) {
      for (String host : List.of(here, there, here + there)) {
        answers.add(RawHttp.send(router.port(), "POST " + target + " HTTP/1.1\r\n" + host + rest));
      }
    }
    answers.add(
        RawHttp.send(
            router.port(), "CONNECT 127.0.0.1:" + trap.port() + " HTTP/1.1\r\n" + there + "\r\n"));

    assertThat(answers).noneMatch(answer -> answer.startsWith("HTTP/1.1 5"));
    assertThat(answers.getLast()).doesNotStartWith("HTTP/1.1 2");
    nobodyWasTrapped();
  }

  @Test
  void idsInPaths_leadNowhere() {
    for (String path :
        List.of(
            "/v1/decisions/..%2f..%2fadmin%2fv1%2fconfig",
            "/v1/decisions/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/webjars/..%2f..%2f..%2fdev/pointsman/router/RouterMain.class",
            "/webjars/%2e%2e/%2e%2e/logback.xml",
            "/..%2f..%2flogback.xml",
            "/%2e%2e/logback.xml",
            "/logback.xml",
            "/api/..%2f..%2fpointsman.yaml")) {
      String answer =
          RawHttp.send(
              router.port(),
              "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + router.port() + "\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 404");
    }
    nobodyWasTrapped();
  }

  @Test
  void redirectsOfAnUpstream_areNotFollowed() {
    for (int status : List.of(301, 302, 303, 307, 308)) {
      router.upstream.script(
          "cheap-1",
          (request, response) ->
              response
                  .setStatusCode(status)
                  .putHeader("location", evil() + "/chat/completions")
                  .end());
      assertThat(router.chat("cheap", "").statusCode()).as("" + status).isEqualTo(502);
    }
    router.upstream.answer("cheap-1", 200, ScriptedUpstream.completion("cheap-1", "ok", 1, 1));

    nobodyWasTrapped();
  }

  @Test
  void outcomes_ofOthers_leadNowhere() {
    Map<String, Integer> tries =
        Map.of(
            "{\"decision_id\":\"" + evil() + "\",\"status\":\"ok\"}",
            404,
            "{\"decision_id\":\"../../x\",\"status\":\"ok\"}",
            404);
    tries.forEach(
        (body, status) ->
            assertThat(router.post("/v1/outcome", body).statusCode()).isEqualTo(status));
    nobodyWasTrapped();
  }
}
