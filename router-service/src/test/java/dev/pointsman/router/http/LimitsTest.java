package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private TestRouter router;

  @BeforeEach
  void start() {
    router = new TestRouter("auth: { mode: none }\nlimits: { messages: 3, header_bytes: 8192 }");
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void messages_moreThanAllowed_is400InEveryApi() {
    assertThat(post("/v1/chat/completions", "messages", 3).statusCode()).isEqualTo(200);
    assertThat(post("/v1/messages", "messages", 3).statusCode()).isEqualTo(200);
    assertThat(post("/v1/responses", "input", 3).statusCode()).isEqualTo(200);

    for (String path : new String[] {"/v1/chat/completions", "/v1/messages", "/v1/route"}) {
      HttpResponse<String> refused = post(path, "messages", 4);
      assertThat(refused.statusCode()).as(path).isEqualTo(400);
      assertThat(tree(refused).path("error").path("message").asText())
          .isEqualTo("messages holds more than limits.messages allows, which is 3");
    }
    assertThat(post("/v1/responses", "input", 4).statusCode()).isEqualTo(400);
  }

  @Test
  void header_longerThanAllowed_is431() {
    assertThat(router.chat("cheap", "", "x-long", "a".repeat(7_000)).statusCode()).isEqualTo(200);
    assertThat(router.chat("cheap", "", "x-long", "a".repeat(9_000)).statusCode()).isEqualTo(431);
  }

  @Test
  void line_longerThanAllowed_is414() {
    assertThat(router.get("/healthz?" + "a".repeat(9_000)).statusCode()).isEqualTo(414);
  }

  private HttpResponse<String> post(String path, String list, int count) {
    String message = "{\"role\":\"user\",\"content\":\"hi\"}";
    String messages = String.join(",", Collections.nCopies(count, message));
    String body = "{\"model\":\"cheap\",\"max_tokens\":9,\"" + list + "\":[" + messages + "]}";
    return router.post(
        path, path.equals("/v1/responses") ? body.replace("\"max_tokens\":9,", "") : body);
  }
}
