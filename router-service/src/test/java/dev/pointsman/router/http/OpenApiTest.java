package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.Shapes;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final List<String> DESIGNED =
      List.of(
          "/v1/chat/completions",
          "/v1/responses",
          "/v1/embeddings",
          "/v1/models",
          "/v1/messages",
          "/v1/messages/count_tokens",
          "/v1/route",
          "/v1/outcome",
          "/v1/feedback",
          "/v1/decisions/{id}",
          "/v1/frontier",
          "/v1/spend",
          "/metrics",
          "/healthz",
          "/readyz");

  @Test
  void document_namesEveryEndpoint_andEachIsThere() {
    try (var router = Shapes.router()) {
      JsonNode document = tree(router.get("/openapi.json"));
      List<String> paths = new ArrayList<>();
      document.path("paths").fieldNames().forEachRemaining(paths::add);

      assertThat(paths).containsExactlyInAnyOrderElementsOf(DESIGNED);
      for (String path : paths) {
        boolean post = document.path("paths").path(path).has("post");
        HttpResponse<String> answer =
            post ? router.post(path, "{}") : router.get(path.replace("{id}", "x"));
        assertThat(answer.body()).as(path).doesNotContain("unknown_url");
        assertThat(answer.statusCode()).as(path).isNotEqualTo(405).isLessThan(500);
      }
      references(document, document);
    }
  }

  /// Every `$ref` leads somewhere.
  private static void references(JsonNode document, JsonNode node) {
    if (node.has("$ref")) {
      String pointer = node.path("$ref").asText().substring(1);
      assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
    node.forEach(child -> references(document, child));
  }
}
