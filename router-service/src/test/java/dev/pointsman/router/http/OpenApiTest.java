package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.Shapes;
import dev.pointsman.router.TestRouter;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
          "/v1/reviews",
          "/v1/reviews/{id}",
          "/v1/spend",
          "/v1/spend/change",
          "/v1/spend/break-even",
          "/admin/v1/budgets",
          "/admin/v1/budgets/{id}",
          "/v1/fairness",
          "/admin/v1/alerts",
          "/admin/v1/approvals",
          "/admin/v1/approvals/{id}/grant",
          "/admin/v1/approvals/{id}/refuse",
          "/admin/v1/fixed-costs",
          "/admin/v1/fixed-costs/{id}",
          "/admin/v1/candidate",
          "/admin/v1/snapshots",
          "/admin/v1/snapshots/rollback",
          "/admin/v1/snapshots/freeze",
          "/admin/v1/snapshots/cutover",
          "/admin/v1/forget",
          "/admin/v1/config",
          "/admin/v1/config/reload",
          "/admin/v1/config/arms/{id}",
          "/admin/v1/config/prices/{id}",
          "/admin/v1/config/routes/{id}",
          "/admin/v1/arms",
          "/admin/v1/arms/{id}",
          "/admin/v1/prices",
          "/admin/v1/prices/{id}",
          "/admin/v1/routes",
          "/admin/v1/routes/{id}",
          "/admin/v1/keys",
          "/admin/v1/keys/{id}",
          "/admin/v1/keys/{id}/rotate",
          "/admin/v1/keys/{id}/expire",
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
        document
            .path("paths")
            .path(path)
            .fieldNames()
            .forEachRemaining(
                method -> {
                  HttpResponse<String> answer = call(router, method, path.replace("{id}", "x"));
                  assertThat(answer.body()).as(path).doesNotContain("unknown_url");
                  assertThat(answer.statusCode()).as(path).isNotEqualTo(405).isLessThan(500);
                });
      }
      references(document, document);
    }
  }

  private static HttpResponse<String> call(TestRouter router, String method, String path) {
    return router.send(
        HttpRequest.newBuilder(router.uri(path))
            .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}"))
            .build());
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
