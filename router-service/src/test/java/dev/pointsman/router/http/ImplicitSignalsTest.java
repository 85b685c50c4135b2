package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.ScriptedUpstream;
import dev.pointsman.router.TestRouter;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImplicitSignalsTest {

  private final TestRouter router =
      TestRouter.withRoute("implicit: { regenerate: true, abandonment: true }");

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void sameQuestionAgain_inOneSession_speaksAgainstTheFirstAnswer() {
    String session = "\"pointsman\":{\"session\":\"s-1\"}";
    String first = header(router.chat("auto", session), "x-pointsman-decision");
    String second = header(router.chat("auto", session), "x-pointsman-decision");

    await().untilAsserted(() -> assertThat(signals(first)).contains("regenerate=0.0"));
    assertThat(signals(second)).isEmpty();
  }

  @Test
  void sameQuestionAgain_byWhoeverItIs_saysNothing() {
    String first = header(router.chat("auto", ""), "x-pointsman-decision");
    router.chat("auto", "");
    router.chat("auto", "\"pointsman\":{\"session\":\"s-2\"}");

    await().during(Duration.ofMillis(100)).until(() -> signals(first).isEmpty());
  }

  @Test
  void clientLeaves_inTheMiddleOfAStream_speaksAgainstTheAnswer() throws IOException {
    for (String model : new String[] {"cheap-1", "dear-1"}) {
      router.upstream.script(
          model,
          (request, response) -> {
            response.setChunked(true).putHeader("content-type", "text/event-stream");
            response.write(ScriptedUpstream.piece(model, "so far"));
          });
    }
    HttpResponse<InputStream> answer =
        router.open(
            "/v1/chat/completions",
            "{\"model\":\"auto\",\"stream\":true," + TestRouter.MESSAGES + "}");
    assertThat(answer.body().read()).isPositive();
    answer.body().close();

    String id = header(answer, "x-pointsman-decision");
    await().untilAsserted(() -> assertThat(signals(id)).contains("abandonment=0.0"));
  }

  private String signals(String id) {
    StringBuilder all = new StringBuilder();
    for (JsonNode signal : router.decision(id).path("feedback")) {
      all.append(signal.path("metric").asText()).append('=').append(signal.path("value"));
    }
    return all.toString();
  }
}
