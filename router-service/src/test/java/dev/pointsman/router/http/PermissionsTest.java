package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pointsman.router.TestRouter;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PermissionsTest {

  private static TestRouter router;

  @BeforeAll
  static void start() {
    router =
        new TestRouter(
            """
            keys:
              - { name: narrow, key: narrow-secret, routes: [auto], models: [cheap] }
              - { name: careful, key: careful-secret, require: { regions: [eu] } }
            """);
  }

  @AfterAll
  static void stop() {
    router.close();
  }

  private static HttpResponse<String> chat(String model, String key) {
    return router.chat(model, "", "authorization", "Bearer " + key);
  }

  @Test
  void chat_modelsOfTheKey_boundTheRoutesArms() {
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = chat("auto", "narrow-secret");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "x-pointsman-arm")).isEqualTo("cheap");
    }
  }

  @Test
  void models_listsWhatTheKeyMayUse() {
    HttpResponse<String> list = router.get("/v1/models", "authorization", "Bearer narrow-secret");
    assertThat(tree(list).path("data"))
        .extracting(model -> model.path("id").asText())
        .containsExactly("auto", "auto/auto", "cheap");
  }

  @Test
  void chat_routeOrModelNotOfTheKey_isA403() {
    assertThat(chat("dear", "narrow-secret").statusCode()).isEqualTo(403);
    HttpResponse<String> refused = chat("auto/quick", "narrow-secret");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(tree(refused).path("error").path("message").asText()).contains("route `quick`");
  }

  @Test
  void chat_demandsNoModelPromises_isA422NamingThem() {
    HttpResponse<String> refused = chat("auto", "careful-secret");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(tree(refused).path("error").path("param").asText()).isEqualTo("require");
  }
}
