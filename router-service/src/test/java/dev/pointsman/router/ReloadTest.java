package dev.pointsman.router;

import static dev.pointsman.router.TestRouter.header;
import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pointsman.router.openai.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The configuration becomes another while the router runs.
class ReloadTest {

  private static final String THIRD =
      "{\"provider\":\"up\",\"model\":\"third-1\",\"price\":{\"input\":4,\"output\":4}}";

  private final TestRouter router = new TestRouter();

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void file_changed_isServedWithinSeconds() {
    router.edit(yaml -> yaml.replace("arms: [cheap, dear]", "arms: [cheap]"));

    await().until(() -> config().path("routes").path("auto").path("arms").size() == 1);
    for (int i = 0; i < 20; i++) {
      assertThat(header(router.chat("auto", ""), "x-pointsman-arm")).isEqualTo("cheap");
    }
  }

  @Test
  void file_bad_oldStaysAndTheProblemIsShown_untilItIsMended() {
    router.edit(yaml -> yaml.replace("arms: [cheap, dear]", "arms: [cheap, deer]"));

    await().until(() -> !config().path("problem").isNull());
    assertThat(config().path("problem").asText())
        .contains("test.yaml:", "routes.auto.arms: no model with id `deer`; did you mean `dear`?");
    assertThat(tree(router.get("/readyz")).path("config").asText()).isEqualTo("refused");
    assertThat(router.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(router.get("/metrics").body()).contains("pointsman_config_refused 1.0");
    assertThat(router.chat("dear", "").statusCode()).isEqualTo(200);

    router.edit(yaml -> yaml.replace("deer", "dear"));
    await().until(() -> config().path("problem").isNull());
    assertThat(router.get("/metrics").body()).contains("pointsman_config_refused 0.0");
  }

  @Test
  void file_whatNeedsARestart_isNamedAndTheRestIsServed() {
    router.edit(
        yaml ->
            yaml.replace("port: 0", "port: 1, data_dir: /elsewhere")
                + "limits: { concurrent_requests: 7 }\nlogging: { level: warn }\n");

    HttpResponse<String> answer = router.post("/admin/v1/config/reload", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(tree(answer).path("needs_restart").toString())
        .isEqualTo("[\"server.port\",\"server.data_dir\"]");
    assertThat(router.chat("auto", "").statusCode()).isEqualTo(200);
  }

  @Test
  void reload_ofABadFile_is400WithTheComplaint() {
    router.edit(yaml -> yaml + "rutes: {}\n");

    HttpResponse<String> answer = router.post("/admin/v1/config/reload", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(message(answer)).contains("rutes: unknown key; did you mean `routes`?");
  }

  @Test
  void arm_putRepricedAndRemoved_isServedAtOnce() {
    assertThat(send("PUT", "/admin/v1/arms/a%2Fthird", THIRD).statusCode()).isEqualTo(200);
    HttpResponse<String> first = router.chat("a/third", "");
    assertThat(header(first, "x-pointsman-cost-usd")).isEqualTo("0.000060");

    HttpResponse<String> price =
        send("PUT", "/admin/v1/prices/a/third", "{\"input\":40,\"output\":40}");
    assertThat(price.body()).isEqualTo("{\"input\":40,\"output\":40}");
    assertThat(header(router.chat("a/third", ""), "x-pointsman-cost-usd")).isEqualTo("0.000600");

    send("PUT", "/admin/v1/routes/quick", "{\"arms\":[\"a/third\"],\"learner\":\"mean\"}");
    assertThat(header(router.chat("auto/quick", ""), "x-pointsman-arm")).isEqualTo("a/third");

    JsonNode changes = config().path("changes");
    assertThat(changes.path("arms").path("a/third").path("model").asText()).isEqualTo("third-1");
    assertThat(changes.path("prices").path("a/third").path("input").asInt()).isEqualTo(40);

    HttpResponse<String> inUse = send("DELETE", "/admin/v1/arms/a/third", "");
    assertThat(inUse.statusCode()).isEqualTo(400);
    assertThat(message(inUse)).startsWith("route `quick`: arms: no model with id `a/third`");

    assertThat(send("DELETE", "/admin/v1/config/routes/quick", "").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/admin/v1/arms/a/third", "").statusCode()).isEqualTo(200);
    assertThat(router.chat("a/third", "").statusCode()).isEqualTo(404);
    assertThat(config().path("changes").toString())
        .isEqualTo("{\"arms\":{},\"prices\":{},\"routes\":{}}");
  }

  @Test
  void arm_ofTheFileRemoved_staysAwayUntilTheChangeIsForgotten() {
    send("PUT", "/admin/v1/routes/auto", "{\"arms\":[\"cheap\"]}");
    assertThat(send("DELETE", "/admin/v1/arms/dear", "").statusCode()).isEqualTo(200);
    assertThat(router.chat("dear", "").statusCode()).isEqualTo(404);
    router.post("/admin/v1/config/reload", "");
    assertThat(router.chat("dear", "").statusCode()).isEqualTo(404);

    assertThat(send("DELETE", "/admin/v1/config/arms/dear", "").statusCode()).isEqualTo(200);

    assertThat(router.chat("dear", "").statusCode()).isEqualTo(200);
  }

  @Test
  void change_thatDoesNotFit_is400AndNothingIsKept() {
    for (String body :
        List.of("{\"provider\":\"nobody\"}", "{\"provider\":\"up\"}", "[]", "", "{\"id\":\"y\"}")) {
      assertThat(send("PUT", "/admin/v1/arms/x", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(send("PUT", "/admin/v1/prices/nobody", "{}").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/admin/v1/arms/nobody", "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/admin/v1/config/arms/cheap", "").statusCode()).isEqualTo(404);
    HttpResponse<String> variable =
        send("PUT", "/admin/v1/arms/x", THIRD.replace("third-1", "${UP}"));
    assertThat(message(variable)).contains("variables like ${NAME}");

    assertThat(config().path("version").asInt()).isZero();
  }

  @Test
  void health_ofADeploymentThatStays_isKept_ofAnotherPlaceIsNew() {
    router.edit(
        yaml -> yaml.replace("window: 1000, least_calls: 1000", "window: 2, least_calls: 2"));
    router.post("/admin/v1/config/reload", "");
    router.upstream.answer("dear-1", 500, "{}");
    await().until(() -> rests("dear"));

    send("PUT", "/admin/v1/prices/dear", "{\"input\":1,\"output\":1}");
    assertThat(rests("dear")).as("it still rests").isTrue();

    send("PUT", "/admin/v1/arms/dear", THIRD);
    assertThat(router.chat("dear", "").statusCode()).as("another model there").isEqualTo(200);
  }

  /// Whether a request was answered without the upstream being asked.
  private boolean rests(String model) {
    int before = router.upstream.bodies.size();
    HttpResponse<String> answer = router.chat(model, "");
    return answer.statusCode() == 502 && router.upstream.bodies.size() == before;
  }

  @Test
  void get_listsWhatServesInTheShapeOfTheFile() {
    assertThat(tree(router.get("/admin/v1/arms")).path("arms")).hasSize(2);
    assertThat(router.get("/admin/v1/arms/cheap").body()).contains("\"model\":\"cheap-1\"");
    assertThat(
            tree(router.get("/admin/v1/prices")).path("prices").path("dear").path("input").asInt())
        .isEqualTo(10);
    assertThat(tree(router.get("/admin/v1/routes")).path("routes").has("quick")).isTrue();
    assertThat(router.get("/admin/v1/routes/quick").body())
        .isEqualTo("{\"arms\":[\"cheap\"],\"learner\":\"mean\"}");
    assertThat(router.get("/admin/v1/routes/none").statusCode()).isEqualTo(404);
  }

  private JsonNode config() {
    return tree(router.get("/admin/v1/config"));
  }

  private HttpResponse<String> send(String method, String path, String body) {
    return router.send(
        HttpRequest.newBuilder(router.uri(path))
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private static String message(HttpResponse<String> answer) {
    return Json.read(answer.body()).orElseThrow().path("error").path("message").asText();
  }
}
