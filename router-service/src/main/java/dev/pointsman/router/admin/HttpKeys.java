package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.keys.KeyBook.Told;
import dev.pointsman.router.openai.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Keys of a running router, through its admin API.
final class HttpKeys implements KeyOffice {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI root;
  private final String adminKey;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpKeys(URI root, String adminKey) {
    this.root = root;
    this.adminKey = adminKey;
  }

  @Override
  public Told create(ObjectNode settings) {
    return told(call("POST", "", settings));
  }

  @Override
  public List<ObjectNode> list() {
    List<ObjectNode> all = new ArrayList<>();
    call("GET", "", Json.object()).path("keys").forEach(key -> all.add((ObjectNode) key));
    return all;
  }

  @Override
  public Told rotate(String name, Duration overlap) {
    ObjectNode body = Json.object().put("overlap_seconds", overlap.toSeconds());
    return told(call("POST", path(name) + "/rotate", body));
  }

  @Override
  public void expire(String name, String when) {
    call("POST", path(name) + "/expire", Json.object().put("expires", when));
  }

  @Override
  public void revoke(String name) {
    call("DELETE", path(name), Json.object());
  }

  private static String path(String name) {
    return "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Told told(ObjectNode answer) {
    return new Told(answer.path("name").asText(), answer.path("key").asText());
  }

  private ObjectNode call(String method, String path, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/admin/v1/keys" + path))
            .timeout(PATIENCE)
            .header("authorization", "Bearer " + adminKey)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    HttpResponse<String> answer;
    try {
      answer = client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ConfigProblem("--url " + root + " cannot be reached (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigProblem("interrupted");
    }
    ObjectNode tree = Json.read(answer.body()).orElseGet(Json::object);
    if (answer.statusCode() >= 300) {
      String why = tree.path("error").path("message").asText("status " + answer.statusCode());
      throw new ConfigProblem("--url " + root + ": " + why);
    }
    return tree;
  }

  @Override
  public void close() {
    client.close();
  }
}
