package dev.pointsman.router.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.feedback.redis.EmbeddedRedis;
import dev.pointsman.router.RedisAddress;
import dev.pointsman.router.RouterMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Two routers, each a process of its own, on one Redis that outlives both, with budgets that every
/// end user has of their own: `org/<kind>/<user>`, paid by the key `<kind>-secret`.
final class BudgetTwins implements AutoCloseable {

  static final String ADMIN = "admin-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final EmbeddedRedis redis;
  private final List<Integer> ports = new ArrayList<>();
  private final AtomicReferenceArray<RouterProcess> routers = new AtomicReferenceArray<>(2);
  private final MeteredUpstream upstream;
  private final List<String> settings;

  /// Of one window: what is charged, the part that is only reserved, and tokens settled.
  record Level(long spentMicroUsd, long reservedMicroUsd, long tokens, int underWay) {
    long charged() {
      return spentMicroUsd + reservedMicroUsd;
    }
  }

  /// What a log holds of one budget.
  record Sum(long microUsd, long tokens, int decisions, int open) {
    static final Sum NONE = new Sum(0, 0, 0, 0);

    Sum plus(Sum other) {
      return new Sum(
          microUsd + other.microUsd,
          tokens + other.tokens,
          decisions + other.decisions,
          open + other.open);
    }
  }

  /// `budgets` by kind: the windows of each user; `settings` is the section `budget` of either
  /// router.
  BudgetTwins(
      Path folder, MeteredUpstream upstream, List<String> settings, Map<String, String> budgets)
      throws Exception {
    this.folder = folder;
    this.upstream = upstream;
    this.settings = List.copyOf(settings);
    this.redis = EmbeddedRedis.start(folder.resolve("redis-data"));
    for (int i = 0; i < 2; i++) {
      ports.add(RouterProcess.freePort());
      Files.createDirectories(folder.resolve("router-" + i));
      Files.writeString(config(i), yaml(i, budgets));
    }
    Thread other = Thread.ofVirtual().start(() -> begin(1));
    begin(0);
    other.join();
  }

  int port(int router) {
    return ports.get(router);
  }

  EmbeddedRedis redis() {
    return redis;
  }

  /// Kills a router as nothing can prevent, and starts it again.
  void killAndRestart(int router) {
    kill(router);
    begin(router);
  }

  void kill(int router) {
    routers.get(router).kill();
  }

  /// Empty when the router does not answer.
  Optional<Level> level(int router, String path) {
    try {
      JsonNode window =
          RouterProcess.json(
                  routers
                      .get(router)
                      .get("/admin/v1/budgets/" + path, "authorization", "Bearer " + ADMIN))
              .at("/windows/0");
      return window.has("spent_usd")
          ? Optional.of(
              new Level(
                  micro(window.path("spent_usd")),
                  micro(window.path("reserved_usd")),
                  window.path("spent_tokens").asLong(),
                  window.path("under_way").asInt()))
          : Optional.empty();
    } catch (IOException | InterruptedException away) {
      return Optional.empty();
    }
  }

  /// Asks the cheap model for three tokens; the status.
  int ask(int router, String secret) {
    String body =
        "{\"model\":\"small\",\"max_tokens\":3,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    try {
      return routers
          .get(router)
          .post("/v1/chat/completions", body, "authorization", "Bearer " + secret)
          .statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String metrics(int router) throws Exception {
    return routers.get(router).get("/metrics").body();
  }

  /// What the log says was spent, by budget.
  Map<String, Sum> recorded() throws IOException {
    Path out = folder.resolve("decisions.jsonl");
    int code =
        RouterMain.execute(
            "export",
            "decisions",
            "--config",
            config(0).toString(),
            "--force",
            "--out",
            out.toString());
    if (code != 0) {
      throw new IllegalStateException("the export ended with " + code);
    }
    Map<String, Sum> sums = new TreeMap<>();
    try (var lines = Files.lines(out)) {
      lines.forEach(line -> add(sums, line));
    }
    return sums;
  }

  private static void add(Map<String, Sum> sums, String line) {
    try {
      JsonNode decision = JSON.readTree(line);
      JsonNode outcome = decision.path("outcome");
      JsonNode tokens = outcome.path("tokens");
      sums.merge(
          decision.at("/contract/budget").asText(),
          new Sum(
              outcome.path("cost_micro_usd").asLong(),
              tokens.path("input").asLong() + tokens.path("output").asLong(),
              1,
              outcome.isObject() ? 0 : 1),
          Sum::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long micro(JsonNode usd) {
    return usd.decimalValue().multiply(BigDecimal.valueOf(1_000_000)).longValueExact();
  }

  private Path config(int router) {
    return folder.resolve("pointsman-" + router + ".yaml");
  }

  private void begin(int router) {
    try {
      routers.set(
          router,
          RouterProcess.start(
              RouterJvm.serve(config(router)), folder.resolve("router-" + router), port(router)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String yaml(int router, Map<String, String> budgets) throws IOException {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        server: { host: 127.0.0.1, port: %d, data_dir: %s }
        redis: { url: "%s" }
        providers:
          local: { type: openai, base_url: "%s", api_key: none }
        models:
          - { id: small, provider: local, model: small-1, context: 100000, quality_prior: 0.7,
              price: { input: 1, output: 100 } }
          - { id: large, provider: local, model: large-1, context: 100000, quality_prior: 0.9,
              price: { input: 2, output: 200 } }
        routes:
          auto: { arms: [small, large], objective: { usd_per_good_answer: 0.25 } }
        budget: %s
        keys:
          - { name: admin, key: %s, roles: [admin] }
          - { name: paced, key: paced-secret, limits: { requests_per_minute: 40 } }
        """
            .formatted(
                port(router),
                folder.resolve("router-" + router).resolve("data"),
                RedisAddress.of(folder.resolve("redis-data")),
                upstream.baseUrl(),
                settings.get(router),
                ADMIN));
    for (String kind : budgets.keySet()) {
      yaml.append("  - { name: %1$s, key: %1$s-secret, budget: org/%1$s }\n".formatted(kind));
    }
    yaml.append("budgets:\n  org: { cap_usd: 100000, window: total }\n");
    budgets.forEach((kind, windows) -> yaml.append("  org/%s/*: %s\n".formatted(kind, windows)));
    return yaml.toString();
  }

  @Override
  public void close() {
    for (int i = 0; i < 2; i++) {
      routers.get(i).close();
    }
    redis.close();
  }
}
