package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoopGuardTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router = new TestRouter("auth: { mode: none }\nlimits: { loop_warning: 3, loop_stop: 5 }");
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  /// A conversation in which a tool was called so often, spaced differently each time.
  private static HttpResponse<String> chat(int calls, boolean isSame, boolean spoken) {
    StringBuilder messages = new StringBuilder("{\"role\":\"user\",\"content\":\"Weather?\"}");
    for (int i = 0; i < calls; i++) {
      String arguments =
          "{" + " ".repeat(i) + "\\\"city\\\":\\\"" + (isSame ? "Bern" : "Bern" + i) + "\\\"}";
      messages.append(
          ",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c%d\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"%s\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c%d\",\"content\":\"rain\"}"
              .formatted(i, arguments, i));
      if (spoken && i == calls - 2) {
        messages.append(",{\"role\":\"user\",\"content\":\"Again, please\"}");
      }
    }
    return router.post(
        "/v1/chat/completions", "{\"model\":\"auto\",\"messages\":[" + messages + "]}");
  }

  @Test
  void chat_sameCallAgainAndAgain_isWarnedThenStopped() {
    assertThat(header(chat(2, true, false), LoopGuard.HEADER)).isEmpty();
    HttpResponse<String> warned = chat(3, true, false);
    assertThat(warned.statusCode()).isEqualTo(200);
    assertThat(header(warned, LoopGuard.HEADER)).isEqualTo("warning");
    HttpResponse<String> stopped = chat(5, true, false);
    assertThat(stopped.statusCode()).isEqualTo(429);
    assertThat(tree(stopped).path("error").path("code").asText()).isEqualTo("loop_detected");
    assertThat(stopped.body()).doesNotContain("Bern").contains("5 times");
    assertThat(router.get("/metrics").body())
        .containsPattern("pointsman_loops_total\\{kind=\"agent\",result=\"stopped\"} [1-9]");
  }

  @Test
  void chat_otherArgumentsOrAWordOfTheUser_isNoLoop() {
    assertThat(header(chat(6, false, false), LoopGuard.HEADER)).isEmpty();
    HttpResponse<String> spoken = chat(6, true, true);
    assertThat(spoken.statusCode()).isEqualTo(200);
    assertThat(header(spoken, LoopGuard.HEADER)).isEmpty();
  }

  @Test
  void messages_ofAnthropicsShape_areSeenToo() {
    StringBuilder messages = new StringBuilder("{\"role\":\"user\",\"content\":\"Weather?\"}");
    for (int i = 0; i < 5; i++) {
      messages.append(
          ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c%d\",\"name\":\"look\",\"input\":{\"city\":\"Bern\"}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c%d\",\"content\":\"rain\"}]}"
              .formatted(i, i));
    }

    HttpResponse<String> stopped =
        router.post(
            "/v1/messages",
            "{\"model\":\"auto\",\"max_tokens\":50,\"messages\":[" + messages + "]}");

    assertThat(stopped.statusCode()).isEqualTo(429);
    assertThat(stopped.body()).contains("loop");
  }
}
