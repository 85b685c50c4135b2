package dev.pointsman.router.costs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pointsman.router.openai.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// One file of `costs/`: what a client asks in which API, what its provider answers byte by byte at
/// which price, and what that comes to. The README beside the files names every key.
record CostCase(String name, JsonNode tree) {

  private static final YAMLMapper YAML = new YAMLMapper();

  @Override
  public String toString() {
    return name;
  }

  static List<CostCase> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(CostCase::read)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(CostCase.class.getResource("/costs")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CostCase read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".yaml", "");
      return new CostCase(name, YAML.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  String text(String key, String otherwise) {
    return tree.path(key).asText(otherwise);
  }

  boolean isAnthropic() {
    return text("provider", "openai").equals("anthropic");
  }

  boolean isStream() {
    return tree.path("asks").path("stream").asBoolean();
  }

  /// Of the API that the client speaks.
  String path() {
    return switch (text("client", "chat")) {
      case "messages" -> "/v1/messages";
      case "responses" -> "/v1/responses";
      case "embeddings" -> "/v1/embeddings";
      default -> "/v1/chat/completions";
    };
  }

  /// What the client sends: the case's own fields over a question.
  String body() {
    ObjectNode body = Json.object().put("model", tree.has("first") ? "auto/quick" : name);
    body.putObject("pointsman").put("explore", false).putArray("tags").add("costs");
    String question = "What is 17 * 23?";
    switch (text("client", "chat")) {
      case "responses", "embeddings" -> body.put("input", question);
      default -> body.putArray("messages").addObject().put("role", "user").put("content", question);
    }
    if (text("client", "chat").equals("messages")) {
      body.put("max_tokens", 100);
    }
    if (tree.get("asks") instanceof ObjectNode asks) {
      body.setAll(asks);
    }
    return Json.text(body).replace("ENDLESS", "a".repeat(200_000));
  }

  /// What the provider says.
  String upstream() {
    return text("upstream", "").stripTrailing() + (isStream() ? "\n\n" : "");
  }

  long microUsd() {
    return tree.path("micro_usd").asLong(-1);
  }

  /// The stated sum, products of numbers, rounded half up.
  long sum() {
    BigDecimal sum = BigDecimal.ZERO;
    for (String summand : text("sum", "").split("\\+", -1)) {
      BigDecimal product = BigDecimal.ONE;
      for (String factor : summand.split(" x ", -1)) {
        product = product.multiply(new BigDecimal(factor.strip()));
      }
      sum = sum.add(product);
    }
    return sum.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
