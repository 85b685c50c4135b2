package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.DONE;
import static dev.pointsman.router.ScriptedUpstream.completion;
import static dev.pointsman.router.ScriptedUpstream.piece;
import static dev.pointsman.router.ScriptedUpstream.usage;
import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.Shapes;
import dev.pointsman.router.TestRouter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every API over every upstream shape, over real HTTP.
class ShapesTest {

  private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = Shapes.router();
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.forget();
    router.upstream.answer("gpt-1", 200, completion("gpt-1", "hello", 10, 5));
    router.upstream.answer("claude-1", 200, Shapes.message("hello"));
  }

  @Test
  void chat_overAnthropic_isTranslatedBothWays() {
    HttpResponse<String> answer =
        chat("claude", "\"pointsman\":{\"tags\":[\"x\"]},\"temperature\":0.5");

    JsonNode sent = router.upstream.bodies.getFirst();
    assertThat(router.upstream.uris).containsExactly("/v1/messages");
    assertThat(router.upstream.headers.getFirst())
        .containsEntry("x-api-key", "anth-secret")
        .containsEntry("anthropic-version", "2023-06-01")
        .doesNotContainKey("authorization");
    assertThat(sent.path("model").asText()).isEqualTo("claude-1");
    assertThat(sent.path("max_tokens").asInt()).isEqualTo(777);
    assertThat(sent.has("pointsman")).isFalse();
    assertThat(sent.has("stream_options")).isFalse();
    JsonNode given = tree(answer);
    assertThat(given.at("/choices/0/message/content").asText()).isEqualTo("hello");
    assertThat(given.at("/usage/prompt_tokens").asInt()).isEqualTo(16);
    // 10 x 10 fresh, 4 x 1 cached, 2 x 12 written, 5 x 20
    assertThat(header(answer, "x-pointsman-cost-usd")).isEqualTo("0.000228");
  }

  @Test
  void chatStream_overAnthropic_isChunks() {
    router.upstream.stream("claude-1", Shapes.events("hel", "lo"));

    HttpResponse<String> answer = chat("claude", "\"stream\":true");

    assertThat(answer.body())
        .contains("\"content\":\"hel\"")
        .contains("\"content\":\"lo\"")
        .contains("\"finish_reason\":\"stop\"")
        .doesNotContain("usage\":{")
        .doesNotContain("message_start")
        .endsWith(DONE);
    assertThat(outcome(answer).path("cost_micro_usd").asLong()).isEqualTo(228);
    assertThat(outcome(answer).path("estimated").asBoolean()).isFalse();
  }

  @Test
  void messages_overAnthropic_passAsTheyCame() {
    String body =
        "{\"model\":\"claude\",\"max_tokens\":50,"
            + ASK
            + ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"new_field\":[1]}";

    HttpResponse<String> answer = router.post("/v1/messages", body);

    JsonNode sent = router.upstream.bodies.getFirst();
    assertThat(sent.path("thinking").path("budget_tokens").asInt()).isEqualTo(1024);
    assertThat(sent.path("new_field").path(0).asInt()).isEqualTo(1);
    assertThat(sent.path("model").asText()).isEqualTo("claude-1");
    assertThat(answer.body()).isEqualTo(Shapes.message("hello"));
    assertThat(outcome(answer).path("cost_micro_usd").asLong()).isEqualTo(228);
  }

  @Test
  void messagesStream_overAnthropic_passesAsItCame() {
    router.upstream.stream("claude-1", Shapes.events("hel", "lo"));

    HttpResponse<String> answer = messages("claude", "\"stream\":true");

    assertThat(answer.body())
        .startsWith(Shapes.events("hel", "lo")[0])
        .contains(Shapes.delta("lo"))
        .contains("\"pointsman\":{\"decision_id\":")
        .contains("\"cost_usd\":0.000228")
        .endsWith(Shapes.event("message_stop", ""));
    assertThat(outcome(answer).path("cost_micro_usd").asLong()).isEqualTo(228);
  }

  @Test
  void messages_overOpenAi_areTranslatedBothWays() {
    HttpResponse<String> answer = messages("gpt", "\"system\":\"Be brief\"");

    JsonNode sent = router.upstream.bodies.getFirst();
    assertThat(router.upstream.uris).containsExactly("/v1/chat/completions");
    assertThat(sent.at("/messages/0/role").asText()).isEqualTo("system");
    JsonNode given = tree(answer);
    assertThat(given.path("type").asText()).isEqualTo("message");
    assertThat(given.at("/content/0/text").asText()).isEqualTo("hello");
    assertThat(given.at("/usage/input_tokens").asInt()).isEqualTo(10);
    assertThat(header(answer, "x-pointsman-cost-usd")).isEqualTo("0.000020");
  }

  @Test
  void messagesStream_overOpenAi_isAnthropicsEvents() {
    router.upstream.stream(
        "gpt-1", piece("gpt-1", "hel"), piece("gpt-1", "lo"), usage("gpt-1", 10, 5), DONE);

    HttpResponse<String> answer = messages("gpt", "\"stream\":true");

    assertThat(answer.body())
        .startsWith("event: message_start\n")
        .contains("\"text\":\"hel\"")
        .contains("\"cost_usd\":0.000020")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    assertThat(router.upstream.bodies.getFirst().at("/stream_options/include_usage").asBoolean())
        .isTrue();
    assertThat(outcome(answer).path("cost_micro_usd").asLong()).isEqualTo(20);
  }

  @Test
  void responses_overBothShapes_areAnswered() {
    for (String model : new String[] {"gpt", "claude"}) {
      JsonNode answer =
          tree(router.post("/v1/responses", "{\"model\":\"" + model + "\",\"input\":\"Hi\"}"));

      assertThat(answer.path("object").asText()).isEqualTo("response");
      assertThat(answer.at("/output/0/content/0/text").asText()).isEqualTo("hello");
    }
    assertThat(router.upstream.uris).containsExactly("/v1/chat/completions", "/v1/messages");
  }

  @Test
  void responsesStream_overBothShapes_isTypedEvents() {
    router.upstream.stream("claude-1", Shapes.events("hel", "lo"));
    router.upstream.stream(
        "gpt-1", piece("gpt-1", "hel"), piece("gpt-1", "lo"), usage("gpt-1", 10, 5), DONE);
    for (String model : new String[] {"gpt", "claude"}) {
      HttpResponse<String> answer =
          router.post(
              "/v1/responses", "{\"model\":\"" + model + "\",\"input\":\"Hi\",\"stream\":true}");

      assertThat(answer.body())
          .startsWith("event: response.created\n")
          .contains("\"delta\":\"hel\"")
          .contains("event: response.completed\n")
          .doesNotContain("[DONE]");
    }
  }

  @Test
  void featureOnlyOneShapeSays_leavesTheOtherArmsOut() {
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer =
          messages(
              "auto", "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "x-pointsman-arm")).isEqualTo("claude");
    }
    HttpResponse<String> logprobs = chat("auto", "\"logprobs\":true");
    assertThat(header(logprobs, "x-pointsman-arm")).isEqualTo("gpt");
    JsonNode decision = router.decision(header(logprobs, "x-pointsman-decision"));
    assertThat(decision.path("reasons").toString())
        .contains("claude is left out: it cannot be asked this (api)");
  }

  @Test
  void featureNoArmSays_isA400NamingIt() {
    HttpResponse<String> openAi = chat("claude", "\"logprobs\":true");
    HttpResponse<String> anthropic =
        messages("gpt", "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]");

    assertThat(openAi.statusCode()).isEqualTo(400);
    assertThat(tree(openAi).at("/error/message").asText())
        .contains("logprobs cannot be translated to the Anthropic Messages API");
    assertThat(anthropic.statusCode()).isEqualTo(400);
    assertThat(tree(anthropic).path("type").asText()).isEqualTo("error");
    assertThat(tree(anthropic).at("/error/message").asText()).contains("web_search");
    assertThat(router.upstream.bodies).isEmpty();
  }

  @Test
  void errorsOfUpstreams_areInTheCallersWords() {
    router.upstream.script(
        "claude-1",
        (request, response) -> Shapes.error(response, 400, "invalid_request_error", "bad thing"));
    router.upstream.answer(
        "gpt-1", 422, "{\"error\":{\"message\":\"bad thing\",\"type\":\"invalid_request_error\"}}");

    JsonNode chat = tree(chat("claude", ""));
    HttpResponse<String> messages = messages("gpt", "");

    assertThat(chat.path("type").isMissingNode()).isTrue();
    assertThat(chat.at("/error/message").asText()).isEqualTo("bad thing");
    assertThat(messages.statusCode()).isEqualTo(422);
    assertThat(tree(messages).path("type").asText()).isEqualTo("error");
    assertThat(tree(messages).at("/error/type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void errorsOfOurs_areInTheCallersWords() {
    HttpResponse<String> unknown = messages("nope", "");
    HttpResponse<String> malformed = router.post("/v1/messages", "{");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(tree(unknown).at("/error/type").asText()).isEqualTo("not_found_error");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(tree(malformed).at("/error/type").asText()).isEqualTo("invalid_request_error");
  }

  @Test
  void upstreamCutsOffMidway_endsInAnErrorOfTheCallersShape() {
    router.upstream.script(
        "gpt-1",
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          response.write(piece("gpt-1", "1"));
          response.write(piece("gpt-1", "2")).onSuccess(sent -> response.reset());
        });

    HttpResponse<String> messages = messages("gpt", "\"stream\":true");
    HttpResponse<String> responses =
        router.post("/v1/responses", "{\"model\":\"gpt\",\"input\":\"Hi\",\"stream\":true}");

    assertThat(messages.body()).contains("event: error\n").doesNotContain("message_stop");
    assertThat(responses.body()).contains("event: response.failed\n");
    assertThat(outcome(messages).path("status").asText()).isEqualTo("error");
  }

  @Test
  void anthropicStreamEndsUnfinished_isAnErrorForItsOwnClientToo() {
    router.upstream.stream("claude-1", Shapes.events("a", "b")[0], Shapes.delta("a"));

    HttpResponse<String> answer = messages("claude", "\"stream\":true");

    assertThat(answer.body()).contains("event: error\n");
    assertThat(outcome(answer).path("status").asText()).isEqualTo("error");
  }

  @Test
  void embeddings_areAskedByIdAndPaidFor() {
    String vectors =
        "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
            + "[0.5]}],\"model\":\"vec-1\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}";
    router.upstream.answer("vec-1", 200, vectors);

    HttpResponse<String> answer =
        router.post(
            "/v1/embeddings",
            "{\"model\":\"vectors\",\"input\":[\"one\",\"two\"],\"dimensions\":1}");

    assertThat(answer.body()).isEqualTo(vectors);
    assertThat(router.upstream.uris).containsExactly("/v1/embeddings");
    assertThat(router.upstream.bodies.getFirst().path("dimensions").asInt()).isEqualTo(1);
    assertThat(header(answer, "x-pointsman-cost-usd")).isEqualTo("0.000021");
    assertThat(outcome(answer).path("estimated").asBoolean()).isFalse();
  }

  @Test
  void embeddings_ofAChatModelOrTheReverse_areRefused() {
    HttpResponse<String> ofChat =
        router.post("/v1/embeddings", "{\"model\":\"auto\",\"input\":\"one\"}");
    HttpResponse<String> chatOf = chat("vectors", "");

    assertThat(ofChat.statusCode()).isEqualTo(400);
    assertThat(ofChat.body()).contains("gives no embeddings");
    assertThat(chatOf.statusCode()).isEqualTo(400);
    assertThat(chatOf.body()).contains("/v1/embeddings");
    assertThat(router.post("/v1/embeddings", "{\"model\":\"vectors\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void countTokens_isCountedHere() {
    HttpResponse<String> answer =
        router.post(
            "/v1/messages/count_tokens",
            "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    // 123 456 78, a message's 4, and 3 before the answer.
    assertThat(tree(answer).path("input_tokens").asInt()).isEqualTo(10);
    assertThat(router.upstream.bodies).isEmpty();
  }

  @Test
  void clientLeaves_overATranslatedStream_resetsTheUpstreamAndSettles() throws IOException {
    router.upstream.script(
        "claude-1",
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          response.write(Shapes.events("a", "b")[0]);
          response.write(Shapes.delta("12345678"));
        });
    HttpResponse<InputStream> answer =
        router.open("/v1/chat/completions", "{\"model\":\"claude\",\"stream\":true," + ASK + "}");
    try (InputStream in = answer.body()) {
      assertThat(readUntil(in, "12345678")).contains("chat.completion.chunk");
    }

    await().untilAsserted(() -> assertThat(router.upstream.closedEarly.get()).isEqualTo(1));
    String id = header(answer, "x-pointsman-decision");
    await()
        .untilAsserted(
            () ->
                assertThat(router.decision(id).path("outcome").path("status").asText())
                    .isEqualTo("cancelled"));
  }

  private static String readUntil(InputStream in, String text) {
    StringBuilder read = new StringBuilder();
    byte[] some = new byte[1024];
    try {
      for (int n = in.read(some); n > 0 && read.indexOf(text) < 0; ) {
        read.append(new String(some, 0, n, StandardCharsets.UTF_8));
        n = read.indexOf(text) < 0 ? in.read(some) : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read.toString();
  }

  private static HttpResponse<String> chat(String model, String fields) {
    return router.chat(model, fields);
  }

  private static HttpResponse<String> messages(String model, String fields) {
    String rest = fields.isEmpty() ? "" : "," + fields;
    return router.post(
        "/v1/messages", "{\"model\":\"" + model + "\",\"max_tokens\":100," + ASK + rest + "}");
  }

  private static JsonNode outcome(HttpResponse<String> answer) {
    return router.decision(header(answer, "x-pointsman-decision")).path("outcome");
  }
}
