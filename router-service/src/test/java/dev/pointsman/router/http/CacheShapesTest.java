package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pointsman.router.Shapes;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every API over every upstream shape is answered from the cache as it was answered before.
class CacheShapesTest {

  private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]";

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, gpt, false",
    "/v1/chat/completions, gpt, true",
    "/v1/chat/completions, claude, false",
    "/v1/chat/completions, claude, true",
    "/v1/messages, gpt, false",
    "/v1/messages, gpt, true",
    "/v1/messages, claude, false",
    "/v1/messages, claude, true",
    "/v1/responses, gpt, false",
    "/v1/responses, claude, true",
    "/v1/embeddings, vectors, false"
  })
  void hit_isTheAnswerAgain(String path, String model, boolean stream) {
    try (var router = Shapes.router()) {
      Shapes.answer391(router.upstream);
      router.upstream.answer(
          "vec-1",
          200,
          "{\"object\":\"list\",\"model\":\"vec-1\",\"data\":[{\"index\":0,\"embedding\":[0.5]}],"
              + "\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
      HttpResponse<String> first = ask(router, path, model, stream);

      HttpResponse<String> hit =
          await()
              .until(
                  () -> ask(router, path, model, stream),
                  answer -> header(answer, "x-pointsman-cache").equals("hit"));

      assertThat(header(first, "x-pointsman-cache")).isEqualTo("miss");
      assertThat(text(hit)).isEqualTo(text(first)).isNotEmpty();
      assertThat(header(hit, "content-type")).isEqualTo(header(first, "content-type"));
    }
  }

  private static HttpResponse<String> ask(
      TestRouter router, String path, String model, boolean stream) {
    String question =
        switch (path) {
          case "/v1/responses", "/v1/embeddings" -> "\"input\":\"?\"";
          default -> ASK + ",\"max_tokens\":10";
        };
    String streamed = stream ? ",\"stream\":true" : "";
    HttpResponse<String> answer =
        router.post(
            path,
            "{\"model\":\"" + model + "\"," + question + streamed + "}",
            "x-pointsman-cache",
            "exact");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  /// Without what is made anew for each answer: ids, times, and what the router stamps.
  private static String text(HttpResponse<String> answer) {
    return answer
        .body()
        .replaceAll("\"(id|item_id)\":\"(resp|msg|rs|item|fc)_[^\"]*\"", "")
        .replaceAll("\"created(_at)?\":\\d+", "")
        .replaceAll(",?\"pointsman\":\\{[^}]*}", "");
  }
}
