package dev.pointsman.router.http;

import static dev.pointsman.router.TestRouter.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pointsman.router.TestRouter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static final String ADMIN = "root-secret-of-the-file";

  private final TestRouter router =
      new TestRouter(
          """
          keys:
            - { name: root, key: %s, roles: [admin] }
            - { name: old, key: old-secret-of-the-file, expires: 2020-01-01 }
          """
              .formatted(ADMIN));

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void key_made_worksAtOnce_andItsSecretIsToldOnce() {
    HttpResponse<String> made =
        post("", "{\"name\":\"app\",\"user\":\"alice\",\"team\":\"a-team\",\"budget\":\"org/a\"}");

    assertThat(made.statusCode()).isEqualTo(201);
    String secret = tree(made).path("key").asText();
    assertThat(secret).startsWith("pm-").hasSize(46);
    HttpResponse<String> answer = chat(secret);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode contract =
        tree(get("/v1/decisions/" + TestRouter.header(answer, "x-pointsman-decision"), secret))
            .path("contract");
    assertThat(contract.path("team").asText()).isEqualTo("a-team");
    assertThat(contract.path("user").asText()).isEqualTo("alice");
    String list = admin("GET", "", "").body();
    assertThat(list).doesNotContain(secret).doesNotContain(ADMIN).doesNotContain("sha256");
    JsonNode shown = key("app");
    assertThat(shown.path("kept").asText()).isEqualTo("book");
    assertThat(shown.path("roles").toString()).isEqualTo("[\"application\"]");
    assertThat(shown.path("user").asText()).isEqualTo("alice");
    assertThat(Instant.parse(shown.path("last_used").asText()))
        .isBefore(Instant.now().plusSeconds(1));
    assertThat(key("root").path("kept").asText()).isEqualTo("fixed");
  }

  @Test
  void roles_boundWhatAKeyMayDo() {
    String application = made("app", "[\"application\"]");
    String feedback = made("fb", "[\"feedback\"]");
    String viewer = made("view", "[\"viewer\"]");
    String admin = made("adm", "[\"admin\"]");

    for (String key : List.of(application, admin)) {
      assertThat(chat(key).statusCode()).isEqualTo(200);
    }
    for (String key : List.of(feedback, viewer)) {
      assertThat(chat(key).statusCode()).isEqualTo(403);
    }
    for (String key : List.of(application, feedback, viewer)) {
      assertThat(get("/admin/v1/keys", key).statusCode()).isEqualTo(403);
      assertThat(get("/admin/v1/config", key).statusCode()).isEqualTo(403);
      assertThat(send("PUT", "/admin/v1/arms/x", "{}", key).statusCode()).isEqualTo(403);
      assertThat(send("POST", "/admin/v1/config/reload", "", key).statusCode()).isEqualTo(403);
    }
    assertThat(get("/admin/v1/config", admin).statusCode()).isEqualTo(200);
    assertThat(get("/v1/frontier", viewer).statusCode()).isEqualTo(200);
    assertThat(get("/v1/frontier", feedback).statusCode()).isEqualTo(403);
  }

  @Test
  void scopes_boundRoutesModelsAndProjects() {
    String secret =
        secret(
            post(
                "",
                "{\"name\":\"narrow\",\"routes\":[\"auto\"],\"models\":[\"cheap\"],"
                    + "\"projects\":[\"search\"]}"));

    assertThat(chat(secret).statusCode()).as("no project").isEqualTo(403);
    assertThat(
            router
                .chat("auto", "\"pointsman\":{\"project\":\"other\"}", bearer(secret))
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> answer =
        router.chat("auto", "\"pointsman\":{\"project\":\"search\"}", bearer(secret));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(TestRouter.header(answer, "x-pointsman-arm")).isEqualTo("cheap");
    assertThat(
            router
                .chat("auto/quick", "\"pointsman\":{\"project\":\"search\"}", bearer(secret))
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/route"})
  void scopes_bindEveryEntrance(String path) {
    String secret =
        secret(
            post(
                "",
                "{\"name\":\"narrow\",\"routes\":[\"auto\"],\"models\":[\"cheap\"],"
                    + "\"projects\":[\"search\"]}"));
    String body =
        "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"input\":\"hi\",\"pointsman\":{\"project\":\"%s\"}}";

    assertThat(status(path, body.formatted("auto", "search"), secret)).isEqualTo(200);
    assertThat(status(path, body.formatted("cheap", "search"), secret)).isEqualTo(200);
    assertThat(status(path, body.formatted("dear", "search"), secret)).isBetween(403, 404);
    assertThat(status(path, body.formatted("auto/quick", "search"), secret)).isBetween(403, 404);
    assertThat(status(path, body.formatted("auto", "ads"), secret)).isEqualTo(403);
    assertThat(models()).doesNotContain("dear-1");
  }

  @Test
  void scopes_fallbackStaysWithinTheModels() {
    String secret = secret(post("", "{\"name\":\"narrow\",\"models\":[\"cheap\"]}"));
    router.upstream.answer("cheap-1", 500, "{}");

    assertThat(chat(secret).statusCode()).isEqualTo(502);

    assertThat(models()).isNotEmpty().containsOnly("cheap-1");
  }

  @Test
  void models_listsOnlyWhatTheKeyMayUse() {
    String secret =
        secret(post("", "{\"name\":\"narrow\",\"routes\":[\"auto\"],\"models\":[\"cheap\"]}"));

    assertThat(tree(get("/v1/models", secret)).path("data").findValuesAsText("id"))
        .contains("auto", "cheap")
        .doesNotContain("dear", "auto/quick");
  }

  /// Which the upstream was asked for.
  private List<String> models() {
    return router.upstream.bodies.stream().map(body -> body.path("model").asText()).toList();
  }

  private int status(String path, String body, String secret) {
    return router.post(path, body, bearer(secret)).statusCode();
  }

  @Test
  void rotate_newSecretWorks_oldOneAsLongAsItWasGiven() {
    String first = made("app", "[\"application\"]");

    String second = secret(post("/app/rotate", ""));
    assertThat(chat(first).statusCode()).isEqualTo(401);
    assertThat(chat(second).statusCode()).isEqualTo(200);

    String third = secret(post("/app/rotate", "{\"overlap_seconds\":3600}"));
    assertThat(chat(second).statusCode()).isEqualTo(200);
    assertThat(chat(third).statusCode()).isEqualTo(200);
    assertThat(key("app").has("old_secret_until")).isTrue();
    assertThat(post("/app/rotate", "{\"overlap\":1}").statusCode()).isEqualTo(400);
  }

  @Test
  void revoke_atOnceAndForGood() {
    String secret = made("app", "[\"application\"]");

    assertThat(admin("DELETE", "/app", "").statusCode()).isEqualTo(200);

    assertThat(chat(secret).statusCode()).isEqualTo(401);
    assertThat(chat(secret).body()).contains("revoked");
    assertThat(key("app").has("revoked")).isTrue();
    assertThat(post("/app/rotate", "").statusCode()).isEqualTo(409);
    assertThat(post("", "{\"name\":\"app\"}").statusCode()).as("its name is taken").isEqualTo(409);
  }

  @Test
  void expires_isHonoured_alsoInTheFile() {
    String secret =
        secret(
            post("", "{\"name\":\"app\",\"expires\":\"" + Instant.now().plusSeconds(900) + "\"}"));
    assertThat(chat(secret).statusCode()).isEqualTo(200);
    String second = secret(post("/app/rotate", "{\"overlap_seconds\":3600}"));

    assertThat(post("/app/expire", "{\"expires\":\"2020-01-01\"}").statusCode()).isEqualTo(200);

    assertThat(chat(second).statusCode()).isEqualTo(401);

    assertThat(chat(secret).statusCode()).isEqualTo(401);
    assertThat(chat(secret).body()).contains("expired");
    assertThat(chat("old-secret-of-the-file").body()).contains("`old` has expired");
    assertThat(post("/app/expire", "{\"expires\":\"soon\"}").statusCode()).isEqualTo(400);
    assertThat(post("/app/expire", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void keysOfTheFile_areShownButNotChanged() {
    assertThat(post("/root/rotate", "").statusCode()).isEqualTo(409);
    assertThat(admin("DELETE", "/root", "").statusCode()).isEqualTo(409);
    assertThat(post("/root/expire", "{\"expires\":\"2020-01-01\"}").statusCode()).isEqualTo(409);
    assertThat(post("", "{\"name\":\"root\"}").statusCode()).isEqualTo(409);
    assertThat(get("/admin/v1/keys", ADMIN).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "team/app",
        "ünï ☂",
        "{x}:*",
        "%2F%",
        "a+b",
        "'\"<>&",
        "...",
        "x/rotate",
        "=v",
        "$[]"
      })
  void name_withOddCharacters_worksEverywhere(String name) {
    String body = "{\"name\":" + new TextNode(name) + "}";
    String path =
        "/"
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    String first = secret(post("", body));

    assertThat(chat(first).statusCode()).isEqualTo(200);
    assertThat(tree(admin("GET", path, "")).path("name").asText()).isEqualTo(name);
    String second = secret(post(path + "/rotate", ""));
    assertThat(chat(second).statusCode()).isEqualTo(200);
    assertThat(admin("DELETE", path, "").statusCode()).isEqualTo(200);
    assertThat(chat(second).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":\"..\"}",
        "{\"name\":\"a\\nb\"}",
        "{\"name\":7}",
        "{\"name\":\"x\",\"roles\":[\"boss\"]}",
        "{\"name\":\"x\",\"roles\":[]}",
        "{\"name\":\"x\",\"key\":\"my-own-secret\"}",
        "{\"name\":\"x\",\"routes\":[\"none\"]}",
        "{\"name\":\"x\",\"models\":[\"none\"]}",
        "{\"name\":\"x\",\"budget\":\"a//b\"}",
        "{\"name\":\"x\",\"expires\":\"soon\"}",
        "{\"name\":\"x\",\"role\":[\"admin\"]}",
        "{\"name\":\"${UP}\"}",
        "[]",
        ""
      })
  void create_ofBadSettings_is400(String body) {
    HttpResponse<String> refused = post("", body);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).doesNotContain("up-secret");
  }

  @Test
  void unknownKey_is404() {
    assertThat(admin("GET", "/nobody", "").statusCode()).isEqualTo(404);
    assertThat(admin("DELETE", "/nobody", "").statusCode()).isEqualTo(404);
    assertThat(post("/nobody/rotate", "").statusCode()).isEqualTo(404);
    assertThat(post("/nobody", "").statusCode()).isEqualTo(404);
  }

  private String made(String name, String roles) {
    return secret(post("", "{\"name\":\"" + name + "\",\"roles\":" + roles + "}"));
  }

  private static String secret(HttpResponse<String> told) {
    assertThat(told.statusCode()).as(told.body()).isBetween(200, 201);
    return tree(told).path("key").asText();
  }

  private JsonNode key(String name) {
    return tree(admin("GET", "/" + name, ""));
  }

  private HttpResponse<String> post(String path, String body) {
    return admin("POST", path, body);
  }

  private HttpResponse<String> admin(String method, String path, String body) {
    return send(method, "/admin/v1/keys" + path, body, ADMIN);
  }

  private HttpResponse<String> get(String path, String key) {
    return send("GET", path, "", key);
  }

  private HttpResponse<String> chat(String key) {
    return router.chat("auto", "", bearer(key));
  }

  private static String[] bearer(String key) {
    return new String[] {"authorization", "Bearer " + key};
  }

  private HttpResponse<String> send(String method, String path, String body, String key) {
    return router.send(
        HttpRequest.newBuilder(router.uri(path))
            .method(method, BodyPublishers.ofString(body))
            .headers(bearer(key))
            .build());
  }
}
