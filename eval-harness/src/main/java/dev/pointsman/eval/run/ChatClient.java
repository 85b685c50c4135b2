package dev.pointsman.eval.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.ThreadLocalRandom;

/// Speaks to one OpenAI-compatible service, with patience: failures that may pass are tried again
/// after a growing, jittered pause, or as long as the service asks for. Any thread.
final class ChatClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI address;
  private final RunConfig config;

  ChatClient(URI baseUrl, RunConfig config) {
    String base = baseUrl.toString().replaceAll("/+$", "");
    this.address =
        URI.create(
            base.endsWith("/v1") ? base + "/chat/completions" : base + "/v1/chat/completions");
    this.config = config;
  }

  /// An answer; tokens are -1 where the service does not say, the cost is known from a router only.
  record Answer(
      String text, long inputTokens, long outputTokens, OptionalDouble costUsd, double seconds) {}

  Answer ask(String model, String prompt) throws ChatFailure {
    HttpRequest request = request(body(model, prompt));
    for (int attempt = 1; ; attempt++) {
      long start = System.nanoTime();
      String failure;
      long pause = pause(attempt);
      try {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return answer(response, (System.nanoTime() - start) / 1e9);
        }
        failure = "status " + response.statusCode();
        if (!isPassing(response.statusCode())) {
          throw new ChatFailure(failure + " for " + model, isHopeless(response.statusCode()));
        }
        pause = Math.max(pause, asked(response));
      } catch (IOException e) {
        failure = e.getClass().getSimpleName();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ChatFailure("interrupted", true);
      }
      if (attempt >= config.attempts()) {
        throw new ChatFailure(failure + " for " + model + ", " + attempt + " times", false);
      }
      sleep(pause);
    }
  }

  private String body(String model, String prompt) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model);
    body.putArray("messages").addObject().put("role", "user").put("content", prompt);
    if (config.maxTokens() > 0) {
      body.put("max_tokens", config.maxTokens());
    }
    if (config.temperature() >= 0) {
      body.put("temperature", config.temperature());
    }
    return body.toString();
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(config.timeoutSeconds()))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    config.apiKey().ifPresent(key -> builder.header("authorization", "Bearer " + key));
    return builder.build();
  }

  private static Answer answer(HttpResponse<String> response, double seconds) throws ChatFailure {
    try {
      JsonNode json = JSON.readTree(response.body());
      JsonNode text = json.at("/choices/0/message/content");
      if (!text.isTextual()) {
        throw new ChatFailure("an answer without choices[0].message.content", false);
      }
      JsonNode usage = json.path("usage");
      return new Answer(
          text.textValue(),
          usage.path("prompt_tokens").asLong(-1),
          usage.path("completion_tokens").asLong(-1),
          response
              .headers()
              .firstValue("x-pointsman-cost-usd")
              .map(ChatClient::usd)
              .orElse(OptionalDouble.empty()),
          seconds);
    } catch (JsonProcessingException e) {
      throw new ChatFailure("an answer that is not JSON", false);
    }
  }

  private static OptionalDouble usd(String header) {
    try {
      return OptionalDouble.of(Double.parseDouble(header));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }

  private static boolean isHopeless(int status) {
    return status == 401 || status == 403 || status == 404 || status == 405;
  }

  private static long pause(int attempt) {
    long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 20));
    return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
  }

  /// Milliseconds of a `Retry-After` in seconds; 0 without one.
  private static long asked(HttpResponse<String> response) {
    String seconds = response.headers().firstValue("retry-after").orElse("");
    return seconds.matches("\\d{1,5}")
        ? Math.min(LONGEST_PAUSE_MILLIS, Long.parseLong(seconds) * 1_000)
        : 0;
  }

  private static void sleep(long millis) throws ChatFailure {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChatFailure("interrupted", true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
