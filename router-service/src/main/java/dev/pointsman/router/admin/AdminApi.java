package dev.pointsman.router.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.router.config.ConfigProblem;
import dev.pointsman.router.openai.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A running router's admin API, asked with an admin's key. Whatever goes wrong is a {@link
/// ConfigProblem} of one line.
final class AdminApi implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI root;
  private final String key;
  private final HttpClient client = HttpClient.newHttpClient();

  AdminApi(URI url, String key) {
    if (url.getHost() == null) {
      throw new ConfigProblem("--url: give an address like http://localhost:8080");
    }
    this.root = URI.create(url.toString().replaceAll("/+$", ""));
    this.key = key;
  }

  /// `path` begins with a slash and is encoded.
  ObjectNode call(String method, String path, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(PATIENCE)
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
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

  ObjectNode get(String path) {
    return call("GET", path, Json.object());
  }

  @Override
  public void close() {
    client.close();
  }
}
