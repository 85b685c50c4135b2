package dev.pointsman.router.http;

import static dev.pointsman.router.ScriptedUpstream.DONE;
import static dev.pointsman.router.ScriptedUpstream.piece;
import static dev.pointsman.router.ScriptedUpstream.usage;
import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.TestRouter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamingTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        new TestRouter(
            "auth: { mode: none }\n"
                + "limits: { response_timeout_ms: 1500, idle_timeout_ms: 1500 }");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  @BeforeEach
  void forget() {
    router.upstream.bodies.clear();
    router.upstream.closedEarly.set(0);
  }

  @Test
  void stream_usageNotAskedFor_relaysAllButTheUsageChunk() {
    router.upstream.stream("cheap-1", piece("m", "3"), piece("m", "91"), usage("m", 100, 10), DONE);

    HttpResponse<String> answer = router.chat("cheap", "\"stream\":true");

    assertThat(answer.body()).isEqualTo(piece("m", "3") + piece("m", "91") + DONE);
    assertThat(header(answer, "content-type")).startsWith("text/event-stream");
    assertThat(header(answer, "x-pointsman-feedback-token")).isNotEmpty();
    assertThat(
            router
                .upstream
                .bodies
                .getFirst()
                .path("stream_options")
                .path("include_usage")
                .asBoolean())
        .isTrue();
    JsonNode outcome = router.decision(header(answer, "x-pointsman-decision")).path("outcome");
    // 100 x 1 + 10 x 2
    assertThat(outcome.path("cost_micro_usd").asLong()).isEqualTo(120);
    assertThat(outcome.path("estimated").asBoolean()).isFalse();
    assertThat(outcome.path("ttft_ms").isNumber()).isTrue();
  }

  @Test
  void stream_usageAskedFor_carriesOurObjectInTheUsageChunk() {
    router.upstream.stream("cheap-1", piece("m", "391"), usage("m", 100, 10), DONE);

    HttpResponse<String> answer =
        router.chat("cheap", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    String id = header(answer, "x-pointsman-decision");
    assertThat(answer.body())
        .contains(
            "\"pointsman\":{\"decision_id\":\""
                + id
                + "\",\"arm\":\"cheap\",\"cost_usd\":0.000120}")
        .endsWith(DONE);
  }

  @Test
  void stream_usageAskedForButNotGiven_getsAnEstimatedChunk() {
    router.upstream.stream("cheap-1", piece("m", "12345678"), DONE);

    HttpResponse<String> answer =
        router.chat("cheap", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    // 8 tokens asked in a frame of 7; answered are 123 456 78.
    assertThat(answer.body())
        .contains("\"usage\":{\"prompt_tokens\":15,\"completion_tokens\":3,\"total_tokens\":18}")
        .contains("\"estimated\":true");
    assertThat(outcome(answer).path("estimated").asBoolean()).isTrue();
    assertThat(outcome(answer).path("cost_micro_usd").asLong()).isEqualTo(21);
  }

  @Test
  void stream_usageInAChunkWithChoices_isCountedAndHidden() {
    String last =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}],"
            + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n";
    router.upstream.stream("cheap-1", last, DONE);

    HttpResponse<String> answer = router.chat("cheap", "\"stream\":true");

    assertThat(answer.body()).contains("\"content\":\"x\"").doesNotContain("usage");
    assertThat(outcome(answer).path("cost_micro_usd").asLong()).isEqualTo(9);
  }

  @Test
  void stream_serverErrorBeforeTheFirstByte_fallsBack() {
    router.upstream.answer("dear-1", 503, "{}");
    router.upstream.stream("cheap-1", piece("m", "1"), DONE);

    HttpResponse<String> answer = router.chat("auto", "\"stream\":true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(piece("m", "1") + DONE);
    assertThat(outcome(answer).path("served_by").asText()).isEqualTo("cheap");
  }

  @Test
  void stream_upstreamBreaksOffMidway_endsWithAnErrorEventAndNoRetry() {
    router.upstream.script(
        "cheap-1",
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          response.write(piece("m", "1"));
          response.write(piece("m", "2")).onSuccess(sent -> response.reset());
        });

    HttpResponse<String> answer = router.chat("cheap", "\"stream\":true");

    assertThat(answer.body()).contains("\"error\":{").doesNotContain("[DONE]");
    assertThat(router.upstream.bodies).hasSize(1);
    assertThat(outcome(answer).path("status").asText()).isEqualTo("error");
  }

  @Test
  void stream_upstreamFallsSilent_isATimeout() {
    router.upstream.script(
        "cheap-1",
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          response.write(piece("m", "1"));
        });

    HttpResponse<String> answer = router.chat("cheap", "\"stream\":true");

    assertThat(answer.body()).contains("upstream_timeout");
    assertThat(outcome(answer).path("status").asText()).isEqualTo("timeout");
  }

  @Test
  void plain_upstreamNeverAnswers_is504() {
    router.upstream.script("cheap-1", (request, response) -> {});

    HttpResponse<String> answer = router.chat("auto/quick", "");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(outcome(answer).path("status").asText()).isEqualTo("timeout");
    await().untilAsserted(() -> assertThat(router.upstream.closedEarly.get()).isPositive());
  }

  @Test
  void stream_clientLeaves_resetsTheUpstreamAndSettlesWhatWasRelayed() throws IOException {
    router.upstream.script(
        "cheap-1",
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          response.write(piece("m", "12345678"));
        });

    String head = "";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
      String body = "{\"model\":\"cheap\",\"stream\":true," + TestRouter.MESSAGES + "}";
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/chat/completions HTTP/1.1\r\n"
                  + "host: localhost\r\n"
                  + "content-type: application/json\r\n"
                  + "content-length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      byte[] some = new byte[4096];
      for (int n = in.read(some); n > 0; n = in.read(some)) {
        head += new String(some, 0, n, StandardCharsets.US_ASCII);
        if (head.contains("12345678")) {
          break;
        }
      }
    }

    String id = head.replaceAll("(?s).*x-pointsman-decision: ([0-9a-f-]+).*", "$1");
    await().untilAsserted(() -> assertThat(router.upstream.closedEarly.get()).isEqualTo(1));
    await()
        .untilAsserted(
            () -> {
              JsonNode outcome = router.decision(id).path("outcome");
              assertThat(outcome.path("status").asText()).isEqualTo("cancelled");
              assertThat(outcome.path("cost_micro_usd").asLong()).isEqualTo(21);
            });
  }

  @Test
  void stream_eventsCutAnywhere_areRelayedWhole() {
    byte[] bytes =
        (piece("m", "naïve ☃") + usage("m", 1, 1) + DONE).getBytes(StandardCharsets.UTF_8);
    router.upstream.script(
        "cheap-1",
        (request, response) -> {
          response.setChunked(true).putHeader("content-type", "text/event-stream");
          for (byte b : bytes) {
            response.write(Buffer.buffer(new byte[] {b}));
          }
          response.end();
        });

    HttpResponse<String> answer = router.chat("cheap", "\"stream\":true");

    assertThat(answer.body()).isEqualTo(piece("m", "naïve ☃") + DONE);
  }

  private static JsonNode outcome(HttpResponse<String> answer) {
    return router.decision(header(answer, "x-pointsman-decision")).path("outcome");
  }
}
