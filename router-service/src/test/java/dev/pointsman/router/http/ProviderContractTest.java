package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What goes over the wire to each kind of provider; the rest of them speak plain OpenAI.
class ProviderContractTest {

  private static final String REST =
      """
      models:
        - { id: m, provider: up, model: real-name, price: { input: 1, output: 1 } }
      routes: { auto: { arms: [m] } }
      """;

  @Test
  void openAi_getsABearerTokenAtItsPath() {
    try (var router =
        TestRouter.of(
            "providers: { up: { base_url: UPSTREAM/v1/, api_key: k-1,"
                + " headers: { OpenAI-Organization: org-1 } } }\n"
                + REST)) {
      router.chat("m", "\"unknown_field\":{\"a\":[1]},\"pointsman\":{\"tags\":[\"x\"]}");

      assertThat(router.upstream.uris).containsExactly("/v1/chat/completions");
      assertThat(sent(router))
          .containsEntry("authorization", "Bearer k-1")
          .containsEntry("openai-organization", "org-1")
          .containsEntry("content-type", "application/json");
      assertThat(router.upstream.bodies.getFirst().path("model").asText()).isEqualTo("real-name");
      assertThat(router.upstream.bodies.getFirst().at("/unknown_field/a/0").asInt()).isEqualTo(1);
      assertThat(router.upstream.bodies.getFirst().has("pointsman")).isFalse();
    }
  }

  @Test
  void azure_getsDeploymentPathVersionAndKeyHeader() {
    try (var router =
        TestRouter.of(
            "providers: { up: { base_url: UPSTREAM/openai/deployments/d-1,"
                + " headers: { api-key: az-1 }, query: { api-version: \"2024-10-21\" } } }\n"
                + REST)) {
      HttpResponse<String> answer = router.chat("m", "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(router.upstream.uris)
          .containsExactly("/openai/deployments/d-1/chat/completions?api-version=2024-10-21");
      assertThat(sent(router)).containsEntry("api-key", "az-1").doesNotContainKey("authorization");
    }
  }

  @Test
  void secrets_repeatedByAnUpstream_areMasked() {
    try (var router =
        TestRouter.of(
            "providers: { up: { base_url: UPSTREAM/v1, headers: { api-key: az-secret-1 } } }\n"
                + REST)) {
      router.upstream.answer("real-name", 422, "{\"error\":{\"message\":\"key az-secret-1?\"}}");

      assertThat(router.chat("m", "").body()).contains("key ***?").doesNotContain("az-secret-1");
    }
  }

  @Test
  void secrets_repeatedInTheMiddleOfAStream_areMasked() {
    try (var router =
        TestRouter.of(
            "providers: { up: { base_url: UPSTREAM/v1, headers: { api-key: az-secret-1 } } }\n"
                + REST)) {
      router.upstream.stream(
          "real-name",
          ScriptedUpstream.piece("real-name", "1"),
          "data: {\"error\":{\"message\":\"key az-secret-1?\"}}\n\n");

      assertThat(router.chat("m", "\"stream\":true").body())
          .contains("key ***?")
          .doesNotContain("az-secret-1");
    }
  }

  @Test
  void local_serverWithoutAKey_getsNone() {
    try (var router = TestRouter.of("providers: { up: { base_url: UPSTREAM/v1 } }\n" + REST)) {
      router.chat("m", "", "authorization", "Bearer the-clients-own");

      assertThat(sent(router)).doesNotContainKey("authorization");
    }
  }

  @Test
  void anthropic_versionOfTheProvider_wins() {
    try (var router =
        TestRouter.of(
            "providers: { up: { type: anthropic, base_url: UPSTREAM/v1, api_key: k-1,"
                + " headers: { anthropic-version: \"2030-01-01\" } } }\n"
                + REST)) {
      router.chat("m", "");

      assertThat(router.upstream.uris).containsExactly("/v1/messages");
      assertThat(sent(router)).containsEntry("anthropic-version", "2030-01-01");
    }
  }

  @Test
  void redirect_isNotFollowed() {
    try (var router = TestRouter.of("providers: { up: { base_url: UPSTREAM/v1 } }\n" + REST);
        var elsewhere = new ScriptedUpstream()) {
      router.upstream.script(
          "real-name",
          (request, response) ->
              ScriptedUpstream.json(
                  response.putHeader("location", elsewhere.baseUrl() + "/chat/completions"),
                  307,
                  "{}"));

      HttpResponse<String> answer = router.chat("m", "");

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(elsewhere.bodies).isEmpty();
      assertThat(tree(answer).at("/error/message").asText()).doesNotContain(elsewhere.baseUrl());
    }
  }

  private static Map<String, String> sent(TestRouter router) {
    return router.upstream.headers.getFirst();
  }
}
